/*
 * pump: moves calls from the source to the sink in steps that never block. A step drains
 * the source, sorts the rows, counts them, and passes them to the format. loop calls it.
 */
#ifndef SKBCLONE_SESSION_PUMP_H
#define SKBCLONE_SESSION_PUMP_H

#include "event/ledger.h"
#include "event/order.h"
#include "output/sink.h"
#include "source/source.h"

struct pump {
	struct source *source; /* borrowed */
	struct sink *sink;     /* borrowed */
	uint64_t max_events;   /* 0: no limit */
	struct order order;
	struct ledger ledger;
	uint64_t first_ns; /* time of the first row */
};

/* per_process: each process has its own COUNT. Returns 0 or -ENOMEM. */
int pump_init(struct pump *pump, struct source *source, struct sink *sink, uint64_t max_events,
	      uint32_t cpu_count, bool per_process);
void pump_release(struct pump *pump);

/* Do one step. settled_ns: see counters_settled(). *more: the next step will find data.
 * Logs failures. */
enum status pump_step(struct pump *pump, uint64_t settled_ns, bool *more);

/* Have max_events rows been passed to the sink? */
bool pump_is_full(const struct pump *pump);

#endif
