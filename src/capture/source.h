/*
 * source: one of the lab's two ways out of the kernel. It prepares what the
 * program prints to, and turns what comes out of it into rows.
 */
#ifndef SKBCLONE_CAPTURE_SOURCE_H
#define SKBCLONE_CAPTURE_SOURCE_H

#include "base/status.h"
#include "capture/counters.h"
#include "event/order.h"
#include "host/checks.h"
#include "program/loaded.h"

#include <stdbool.h>
#include <stdint.h>

struct source;

/* In the order in which a session calls them; each logs its own failure. */
struct source_ops {
	const char *program;      /* its text, a file of programs/ */
	bool time_from_first_row; /* TIME(s) counts from the first row */
	bool has_totals;          /* no rows; the kernel adds up, see totals.h */
	unsigned needs;           /* of enum check_need, beside CHECK_TRACING */

	/* Before the program is loaded. */
	enum status (*open)(struct source *source, int root, uint32_t cpu_count);

	/* The program is loaded, and is not attached yet. config is what it
	 * will be told; the source adds what is its own. */
	enum status (*connect)(struct source *source, const struct loaded *loaded,
			       const struct object *object, const struct counters *counters,
			       struct skbclone_config *config);

	/* The probe is attached, and privileges are about to be given up: start
	 * what will need them. NULL: nothing does. */
	enum status (*retain)(struct source *source);

	/*
	 * Queue rows of what there is, without blocking. settled_ns: the time
	 * from counters_settled(), read before. *complete_ns: no row before
	 * this time is still to come. *more: there is more to queue now.
	 */
	enum status (*drain)(struct source *source, struct order *order, uint64_t settled_ns,
			     uint64_t *complete_ns, bool *more);

	/* What becomes readable when there is much to drain; -1: nothing. */
	int (*wait_fd)(const struct source *source);

	/* Frees the source as well. */
	void (*close)(struct source *source);
};

struct source {
	const struct source_ops *ops;
};

/* trace-fields. NULL for want of memory. */
struct source *trace_source_new(void);

/* perf-output. pages: ring pages for each CPU, 0 for as many as fit the
 * machine. NULL for want of memory. */
struct source *perf_source_new(uint64_t pages);

/* count. NULL for want of memory. */
struct source *count_source_new(void);

/* A buffer for each CPU, in bytes, that takes 20 000 events of this size in a
 * burst; less where all CPUs' together would be more than 1/64 of the
 * machine's memory, but at least 64 KiB. A power of two. */
size_t source_buffer_size(size_t event_size, uint32_t cpu_count);

#endif
