/*
 * pump: moves calls from the source to the output, step by step and never
 * blocking: drained, put in order, counted, formatted, written.
 */
#ifndef SKBCLONE_CAPTURE_PUMP_H
#define SKBCLONE_CAPTURE_PUMP_H

#include "capture/source.h"
#include "capture/totals.h"
#include "event/ledger.h"
#include "event/order.h"
#include "output/writer.h"

struct pump {
	const struct format *format;
	struct source *source; /* borrowed */
	uint64_t max_events;   /* 0: no limit */
	struct order order;
	struct ledger ledger;
	struct writer writer;
	uint64_t first_ns; /* time of the first row */

	struct totals totals; /* being written, or written last */
	size_t next_total;
	uint64_t table; /* the totals' number, from 1; 0: without intervals */

	uint64_t first_line; /* lines before the rows, or totals, that `shown` counts */
	bool output_closed;  /* nobody reads any more */
};

/* Everything but the output. 0 or -ENOMEM. */
int pump_init(struct pump *pump, const struct format *format, struct source *source,
	      uint64_t max_events, uint32_t cpu_count, bool per_process);
void pump_release(struct pump *pump);

/* Write to fd from now on, the header first. Logs what fails. */
enum status pump_start(struct pump *pump, int fd);

/*
 * One step. settled_ns: see counters_settled(). *more: the next step will find
 * something. Logs what fails.
 */
enum status pump_step(struct pump *pump, uint64_t settled_ns, bool *more);

/* The totals are in pump->totals: write them, in the steps that follow. */
void pump_totals(struct pump *pump);

/* Is anything read, but not written yet? */
bool pump_waits(const struct pump *pump);

/* Can more be taken? If not, waiting for the output is all there is to do. */
bool pump_has_room(const struct pump *pump);

/* All of max_events are shown. */
bool pump_is_full(const struct pump *pump);

/* Calls that whole written lines stand for. */
uint64_t pump_shown(const struct pump *pump);

/* Write the summary, where the format has one. Logs what fails. */
enum status pump_summary(struct pump *pump, const struct summary *summary);

#endif
