#include "session/tables.h"

#include "base/clock.h"

void tables_init(struct tables *tables, struct source *source, struct sink *sink,
		 uint64_t interval_ns)
{
	*tables = (struct tables){
		.source = source,
		.sink = sink,
		.interval_ns = interval_ns,
		.next_ns = UINT64_MAX,
	};
}

void tables_release(struct tables *tables)
{
	totals_release(&tables->totals);
}

void tables_start(struct tables *tables)
{
	if (tables->interval_ns)
		tables->next_ns = clock_ns() + tables->interval_ns;
}

/* Begin a table, unless no call was counted since the last one, or the sink has no room. */
static enum status begin(struct tables *tables, uint64_t calls)
{
	enum status status;

	if ((tables->has_begun && calls == tables->calls && calls != TABLES_UNSETTLED) ||
	    !sink_has_room(tables->sink))
		return STATUS_OK;
	status = tables->source->ops->read_totals(tables->source, &tables->totals);
	if (status != STATUS_OK)
		return status;
	tables->has_begun = true;
	tables->calls = calls;
	tables->handed_over = 0;
	sink_begin(tables->sink);
	return STATUS_OK;
}

void tables_step(struct tables *tables)
{
	while (tables_wait(tables) && sink_has_room(tables->sink)) {
		struct row *row = &tables->totals.rows[tables->handed_over++];

		row->interval = tables->intervals;
		sink_row(tables->sink, row);
	}
}

enum status tables_tick(struct tables *tables, uint64_t calls)
{
	if (clock_ns() < tables->next_ns || tables_wait(tables) || sink_waits(tables->sink))
		return STATUS_OK;
	tables->next_ns += tables->interval_ns;
	tables->intervals++;
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
	return tables->handed_over < tables->totals.count;
}
