#include "session/tables.h"

#include "base/clock.h"

void tables_init(struct tables *tables, struct capture *capture, struct sink *sink,
		 struct replacer *file, uint64_t interval_ns)
{
	*tables = (struct tables){
		.source = capture->source->ops->read_totals ? capture->source : NULL,
		.capture = capture,
		.sink = sink,
		.file = file,
		.interval_ns = interval_ns,
		.next_ns = UINT64_MAX,
		.calls = TABLES_UNSETTLED,
	};
}

void tables_release(struct tables *tables)
{
	totals_release(&tables->totals);
}

void tables_start(struct tables *tables)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	tables->summary.start_ns = (uint64_t)now.tv_sec * CLOCK_NS_PER_SECOND + now.tv_nsec;
	if (tables->interval_ns)
		tables->next_ns = clock_ns() + (tables->file ? 0 : tables->interval_ns);
}

/* Sum up the table. Calls that were done when the last table was read must be in this one,
 * beside later ones. The time between the two lets all CPUs see each other's stores. */
static void sum_up(struct tables *tables)
{
	struct summary *summary = &tables->summary;
	uint64_t shown = 0;

	for (size_t i = 0; i < tables->totals.count; i++)
		shown += tables->totals.rows[i].count;
	if (tables->done > shown + summary->lost)
		summary->lost = tables->done - shown;
	tables->done = counters_account(&tables->capture->counters).done;
	summary->lost_reasons[LOST_UNWRITTEN] = summary->lost;
	summary->missed_known = loaded_missed(&tables->capture->loaded, &summary->missed) &&
				!tables->capture->was_off;
}

/* Is it the same table again? A file is replaced all the same: its age tells that we live. */
static bool is_same(const struct tables *tables, uint64_t calls)
{
	return !tables->file && calls == tables->calls && calls != TABLES_UNSETTLED;
}

/* Begin a table, unless it is the same again, or the sink has no room. */
static enum status begin(struct tables *tables, uint64_t calls)
{
	enum status status;

	if (is_same(tables, calls) || !sink_has_room(tables->sink))
		return STATUS_OK;
	status = tables->source->ops->read_totals(tables->source, &tables->totals);
	if (status != STATUS_OK)
		return status;
	if (tables->file)
		sum_up(tables);
	tables->is_open = true;
	tables->calls = calls;
	tables->handed_over = 0;
	sink_begin(tables->sink);
	return STATUS_OK;
}

static enum status replace_file(struct tables *tables)
{
	enum status status = replacer_replace(tables->file);

	tables->is_in_memory = false;
	if (status == STATUS_OK && !tables->file->is_full)
		tables->shown = sink_shown(tables->sink);
	/* What the user did not wait for is lost. The helper may still read the text, so write
	 * no more of it. */
	if (status == STATUS_STOPPED)
		tables->sink->closed = true;
	return status == STATUS_STOPPED ? STATUS_OK : status;
}

enum status tables_step(struct tables *tables)
{
	const size_t count = tables->totals.count;

	while (tables->handed_over < count && sink_has_room(tables->sink)) {
		struct row *row = &tables->totals.rows[tables->handed_over++];

		row->interval = tables->intervals;
		sink_row(tables->sink, row);
	}
	while (tables->is_open && tables->handed_over == count && sink_has_room(tables->sink)) {
		tables->is_open = tables->file && sink_end(tables->sink, &tables->summary);
		tables->is_in_memory = tables->file;
	}
	return tables->is_in_memory && !tables->is_open && !sink_waits(tables->sink)
		       ? replace_file(tables)
		       : STATUS_OK;
}

enum status tables_tick(struct tables *tables, uint64_t calls)
{
	const uint64_t now_ns = clock_ns();
	uint64_t ended;

	if (now_ns < tables->next_ns)
		return STATUS_OK;
	/* More than one if we come late. They share a table. */
	ended = 1 + (now_ns - tables->next_ns) / tables->interval_ns;
	tables->next_ns += ended * tables->interval_ns;
	tables->intervals += ended;
	if (tables_wait(tables) || sink_waits(tables->sink))
		return STATUS_OK;
	return begin(tables, calls);
}

enum status tables_finish(struct tables *tables, uint64_t calls)
{
	if (!tables->source)
		return STATUS_OK;
	tables->intervals++;
	return begin(tables, calls);
}

bool tables_wait(const struct tables *tables)
{
	return tables->is_open || tables->is_in_memory;
}

uint64_t tables_shown(const struct tables *tables)
{
	return tables->file ? tables->shown : sink_shown(tables->sink);
}
