/*
 * source: one way to get data out of the kernel. It prepares the buffers of its BPF program
 * and converts their content to rows: one for each call, or totals on request. The session
 * owns and calls it.
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

/* Functions in the order in which a session calls them. Each logs its failures. NULL: the
 * source has nothing to do there. */
struct source_ops {
	const char *program;      /* its BPF text, a file of programs/ */
	unsigned fields;          /* FIELDS_OF_CALLS or FIELDS_OF_TOTALS */
	unsigned needs;           /* of enum check_need, in addition to CHECK_TRACING */
	bool time_from_first_row; /* TIME(s) counts from the first row */

	/* Called before anything is compiled: does the machine have the memory that the user
	 * asks for? root: a descriptor of `/`. */
	enum status (*check)(struct source *source, int root);

	/* Called before the program is loaded. root: a descriptor of `/`. cpu_count:
	 * possible CPUs. */
	enum status (*open)(struct source *source, int root, uint32_t cpu_count);

	/* Called between load and attach. The source adds its own values to config, and
	 * starts its helpers: a process that is forked later belongs to COMMAND's tree. loaded
	 * and counters outlive the source. */
	enum status (*connect)(struct source *source, const struct loaded *loaded,
			       const struct counters *counters, struct skbclone_config *config);

	/* Queue the rows of calls in the buffers, without blocking. settled_ns: result of
	 * counters_settled(), called before. *complete_ns: no later row has a time before
	 * this. *more: there is more to queue now. */
	enum status (*drain)(struct source *source, struct order *order, uint64_t settled_ns,
			     uint64_t *complete_ns, bool *more);

	/* Replace *totals with the current totals. */
	enum status (*read_totals)(struct source *source, struct totals *totals);

	/* Frees the source too. */
	void (*close)(struct source *source);
};

struct source {
	const struct source_ops *ops;
	int wait_fd;          /* readable when there is much to drain; -1: none */
	int idle_fd;          /* readable when there is any: for a quiet run; -1: none */
	uint64_t overwritten; /* calls whose lines the kernel has overwritten, as it tells */
};

/* The session calls these. Each calls the function above if the source has one. */
enum status source_check(struct source *source, int root);
enum status source_open(struct source *source, int root, uint32_t cpu_count);
enum status source_connect(struct source *source, const struct loaded *loaded,
			   const struct counters *counters, struct skbclone_config *config);
enum status source_drain(struct source *source, struct order *order, uint64_t settled_ns,
			 uint64_t *complete_ns, bool *more);

/* The source of trace-fields. Returns NULL if out of memory. */
struct source *trace_source_new(void);

/* The source of perf-output. pages: data pages of each CPU's ring; 0: as many as fit the
 * machine. has_stack: calls come with their stack. may_wait: the run may wait for its output;
 * if not, the rings need not hold what comes meanwhile. Returns NULL if out of memory. */
struct source *perf_source_new(uint64_t pages, bool has_stack, bool may_wait);

/* The source of count: totals of each process. Returns NULL if out of memory. */
struct source *count_source_new(void);

/* The same for metrics: totals of each comm, whatever the process. */
struct source *comms_source_new(void);

/* The source of why. by_stack: a row for each stack. Returns NULL if out of memory. */
struct source *why_source_new(bool by_stack);

/* The same for metrics: totals of each cause and context. They never go back, also if a
 * stack gets another cause, because a module was loaded or unloaded. */
struct source *causes_source_new(void);

/* The check `perf rings` of doctor: how large are the rings of perf-output? root: a
 * descriptor of `/`. Logs a verbose line. */
enum status perf_check_rings(int root);

/* Returns the buffer size for each CPU in bytes, a power of two. It holds a burst of 20 000
 * records of this size, but all CPUs together get at most 1/64 of the machine's memory. The
 * minimum is 64 KiB for each CPU. Only CPUs that are online share: hypervisors announce many
 * more that never come. */
size_t source_buffer_size(size_t record_size, uint32_t online_cpus);

#endif
