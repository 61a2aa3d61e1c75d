#include "capture/pump.h"

#include "base/log.h"

#include <errno.h>
#include <string.h>

int pump_init(struct pump *pump, const struct format *format, struct source *source,
	      uint64_t max_events, uint32_t cpu_count, bool per_process)
{
	*pump = (struct pump){.format = format, .source = source, .max_events = max_events};
	pump->writer.fd = -1;
	if (order_init(&pump->order, cpu_count) == 0 &&
	    ledger_init(&pump->ledger, cpu_count, per_process) == 0)
		return 0;
	pump_release(pump);
	return -ENOMEM;
}

void pump_release(struct pump *pump)
{
	order_release(&pump->order);
	ledger_release(&pump->ledger);
	writer_release(&pump->writer);
	totals_release(&pump->totals);
}

static enum status output_failed(int error)
{
	log_failure(error, "output");
	return STATUS_FAILED;
}

static enum status flush(struct pump *pump)
{
	int error = writer_flush(&pump->writer);

	if (error == -EPIPE) {
		pump->output_closed = true;
		return STATUS_OK;
	}
	return error ? output_failed(-error) : STATUS_OK;
}

enum status pump_start(struct pump *pump, int fd)
{
	int error = writer_init(&pump->writer, fd);

	if (error)
		return output_failed(-error);
	if (pump->format->header && !pump->source->ops->has_totals)
		writer_commit(&pump->writer, pump->format->header(writer_line(&pump->writer)));
	pump->first_line = pump->writer.lines;
	return flush(pump);
}

static int write_row(struct pump *pump, struct row *row)
{
	uint64_t time_ns = row->ts_ns;
	int error = ledger_count(&pump->ledger, row);

	if (error)
		return error;
	if (pump->ledger.counted == 1)
		pump->first_ns = row->ts_ns;
	if (pump->source->ops->time_from_first_row)
		time_ns -= pump->first_ns;
	writer_commit(&pump->writer, pump->format->row(writer_line(&pump->writer), row, time_ns));
	return 0;
}

static void write_totals(struct pump *pump)
{
	while (pump->next_total < pump->totals.count && writer_has_room(&pump->writer)) {
		const struct total *total = &pump->totals.list[pump->next_total++];

		writer_commit(&pump->writer,
			      pump->format->total(writer_line(&pump->writer), total, pump->table));
	}
}

enum status pump_step(struct pump *pump, uint64_t settled_ns, bool *more)
{
	uint64_t complete_ns = 0;
	struct row row;
	enum status status = pump->source->ops->drain(pump->source, &pump->order, settled_ns,
						      &complete_ns, more);

	if (status != STATUS_OK)
		return status;
	while (!pump_is_full(pump) && writer_has_room(&pump->writer) &&
	       order_pop(&pump->order, complete_ns, &row)) {
		if (write_row(pump, &row) < 0)
			return output_failed(ENOMEM);
	}
	if (pump_is_full(pump))
		*more = false;
	else if (order_is_ready(&pump->order, complete_ns))
		*more = true;
	write_totals(pump);
	return flush(pump);
}

void pump_totals(struct pump *pump)
{
	if (pump->format->totals_header)
		writer_commit(&pump->writer,
			      pump->format->totals_header(writer_line(&pump->writer), pump->table));
	pump->next_total = 0;
	pump->first_line = pump->writer.lines;
}

bool pump_waits(const struct pump *pump)
{
	return writer_waits(&pump->writer) || pump->next_total < pump->totals.count;
}

bool pump_has_room(const struct pump *pump)
{
	return writer_has_room(&pump->writer);
}

bool pump_is_full(const struct pump *pump)
{
	return pump->max_events > 0 && pump->ledger.counted == pump->max_events;
}

uint64_t pump_shown(const struct pump *pump)
{
	uint64_t lines = pump->writer.lines_written, shown = 0;

	lines = lines > pump->first_line ? lines - pump->first_line : 0;
	if (!pump->source->ops->has_totals)
		return lines;
	for (size_t i = 0; i < lines && i < pump->totals.count; i++)
		shown += pump->totals.list[i].count;
	return shown;
}

enum status pump_summary(struct pump *pump, const struct summary *summary)
{
	if (!pump->format->summary || pump->output_closed || !pump_has_room(pump))
		return STATUS_OK;
	writer_commit(&pump->writer, pump->format->summary(writer_line(&pump->writer), summary));
	return flush(pump);
}
