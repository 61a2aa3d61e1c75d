#include "session/pump.h"

#include "base/log.h"

#include <errno.h>

int pump_init(struct pump *pump, struct source *source, struct sink *sink, uint64_t max_events,
	      uint32_t cpu_count, bool per_process)
{
	*pump = (struct pump){.source = source, .sink = sink, .max_events = max_events};
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
}

static int show(struct pump *pump, struct row *row)
{
	int error = ledger_count(&pump->ledger, row);

	if (error)
		return error;
	if (pump->ledger.counted == 1)
		pump->first_ns = row->ts_ns;
	row->time_ns = row->ts_ns;
	if (pump->source->ops->time_from_first_row)
		row->time_ns -= pump->first_ns;
	sink_row(pump->sink, row);
	stack_put(row->stack);
	return 0;
}

enum status pump_step(struct pump *pump, uint64_t settled_ns, bool *more)
{
	uint64_t complete_ns = 0;
	struct row row;
	enum status status =
		source_drain(pump->source, &pump->order, settled_ns, &complete_ns, more);

	if (status != STATUS_OK)
		return status;
	while (!pump_is_full(pump) && sink_has_room(pump->sink) &&
	       order_pop(&pump->order, complete_ns, &row)) {
		int error = show(pump, &row);

		if (error)
			return log_failure(-error, "memory");
	}
	if (pump_is_full(pump))
		*more = false;
	else if (order_is_ready(&pump->order, complete_ns))
		*more = true;
	return sink_flush(pump->sink);
}

bool pump_is_full(const struct pump *pump)
{
	return pump->max_events > 0 && pump->ledger.counted == pump->max_events;
}
