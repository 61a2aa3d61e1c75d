/*
 * source: a way out of the kernel. It prepares what its program writes to, and turns what
 * comes out of it into rows: of calls, as they come, or of totals, when they are asked for.
 */
#ifndef SKBCLONE_SOURCE_SOURCE_H
#define SKBCLONE_SOURCE_SOURCE_H

#include "base/status.h"
#include "event/order.h"
#include "host/checks.h"
#include "program/loaded.h"
#include "source/counters.h"
#include "source/totals.h"

#include <stdbool.h>
#include <stdint.h>

struct source;

/* Functions in the order in which a session calls them; each logs its own failure. NULL:
 * the source has nothing to do there. */
struct source_ops {
	const char *program;      /* its text, a file of programs/ */
	unsigned fields;          /* FIELDS_OF_CALLS or FIELDS_OF_TOTALS */
	unsigned needs;           /* of enum check_need, beside CHECK_TRACING */
	bool time_from_first_row; /* TIME(s) counts from the first row */

	/* Before the program is loaded. root: a descriptor of `/`. */
	enum status (*open)(struct source *source, int root, uint32_t cpu_count);

	/* The program is loaded, and not attached yet. config is what it will be told; the
	 * source adds what is its own. What is passed outlives the source. */
	enum status (*connect)(struct source *source, const struct loaded *loaded,
			       const struct counters *counters, struct skbclone_config *config);

	/* The probe is attached, and privileges are about to be given up: start what will
	 * need them. */
	enum status (*before_sandbox)(struct source *source);

	/*
	 * Queue rows of the calls that are there, without blocking. settled_ns: the time
	 * from counters_settled(), read before. *complete_ns: no row before this time is
	 * still to come. *more: there is more to queue now.
	 */
	enum status (*drain)(struct source *source, struct order *order, uint64_t settled_ns,
			     uint64_t *complete_ns, bool *more);

	/* Read the totals as they are now. */
	enum status (*read_totals)(struct source *source, struct totals *totals);

	/* Frees the source as well. */
	void (*close)(struct source *source);
};

struct source {
	const struct source_ops *ops;
	int wait_fd; /* readable when there is much to drain; -1: it cannot tell */
};

/* What a session calls: the functions above, where the source has them. */
enum status source_open(struct source *source, int root, uint32_t cpu_count);
enum status source_connect(struct source *source, const struct loaded *loaded,
			   const struct counters *counters, struct skbclone_config *config);
enum status source_before_sandbox(struct source *source);
enum status source_drain(struct source *source, struct order *order, uint64_t settled_ns,
			 uint64_t *complete_ns, bool *more);

/* trace-fields. NULL for want of memory. */
struct source *trace_source_new(void);

/* perf-output. pages: ring pages for each CPU, 0 for as many as fit the
 * machine. NULL for want of memory. */
struct source *perf_source_new(uint64_t pages);

/* count. NULL for want of memory. */
struct source *count_source_new(void);

/* A buffer for each CPU, in bytes, that takes 20 000 records of this size in a
 * burst; less where all CPUs' together would be more than 1/64 of the
 * machine's memory, but at least 64 KiB. A power of two. */
size_t source_buffer_size(size_t record_size, uint32_t cpu_count);

#endif
