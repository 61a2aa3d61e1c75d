/*
 * pump: moves calls from the source to the sink, step by step and never blocking: drained,
 * put in order, counted, handed to the format.
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

/* per_process: COUNT is each process's own. 0 or -ENOMEM. */
int pump_init(struct pump *pump, struct source *source, struct sink *sink, uint64_t max_events,
	      uint32_t cpu_count, bool per_process);
void pump_release(struct pump *pump);

/*
 * One step. settled_ns: see counters_settled(). *more: the next step will find something.
 * Logs what fails.
 */
enum status pump_step(struct pump *pump, uint64_t settled_ns, bool *more);

/* Were max_events rows handed over? */
bool pump_is_full(const struct pump *pump);

#endif
