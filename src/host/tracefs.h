/*
 * tracefs: a private trace instance of the kernel, with its own buffer, clock and
 * trace_pipe. It receives the lines of bpf_trace_printk(). trace-fields reads them.
 */
#ifndef SKBCLONE_HOST_TRACEFS_H
#define SKBCLONE_HOST_TRACEFS_H

#include "base/status.h"
#include "host/helper.h"
#include "host/shared_trace.h"

#include <stdbool.h>
#include <stddef.h>

struct tracefs {
	int top;              /* directory of tracefs */
	int instances;        /* its directory `instances`; flock(2) locks this */
	int pipe;             /* trace_pipe, non-blocking */
	int on;               /* tracing_on of the same trace */
	bool wakes;           /* a line wakes who polls the pipe */
	char name[32];        /* of our instance: skbclone-PID; empty: we use the shared trace */
	struct helper helper; /* cleans up, also if the main process is killed */
	struct shared_trace shared;
};

/* Holds nothing; tracefs_close() accepts it. */
#define TRACEFS_CLOSED                                                                             \
	((struct tracefs){.top = -1,                                                               \
			  .instances = -1,                                                         \
			  .pipe = -1,                                                              \
			  .on = -1,                                                                \
			  .helper = HELPER_NONE,                                                   \
			  .shared = SHARED_TRACE_CLOSED})

/* Check that tracefs and its instances exist and that we may use them. Logs a failure.
 * root: a descriptor of `/`. */
enum status tracefs_check(int root);

/* Warn if this kernel has no event for bpf_trace_printk(). Returns STATUS_OK also then,
 * because the shared trace_pipe works too. */
enum status tracefs_check_event(int root);

/*
 * Remove the instances of killed runs, create our own and open its trace_pipe. If the
 * kernel has no event for bpf_trace_printk (before 5.9), warn and open the shared
 * trace_pipe instead.
 *
 * Other runs wait from here until tracefs_ready(). In between, load the program, which
 * switches the shared event on.
 *
 * root: a descriptor of `/`. filter: selects the messages that the instance keeps, in the
 * syntax of Documentation/trace/events.rst. buffer_kb: for each CPU. Logs failures; the
 * caller calls tracefs_close() in any case.
 */
enum status tracefs_open(struct tracefs *tracefs, int root, const char *filter, size_t buffer_kb);

/* Call this after loading the program and before attaching the probe. The helper switches
 * the shared event off, so that none of our lines gets there. Then other runs continue. */
void tracefs_ready(struct tracefs *tracefs);

/* Is our trace_pipe the shared one? */
bool tracefs_is_shared(const struct tracefs *tracefs);

/* False if tracing_on is 0. The trace_pipe does not show that: it is just empty. */
bool tracefs_is_on(const struct tracefs *tracefs);

/* Close all descriptors, and wait until the helper has removed the instance. */
void tracefs_close(struct tracefs *tracefs);

#endif
