/*
 * tracefs: a private instance of the kernel's tracing, with a buffer, a clock
 * and a trace_pipe of its own, that receives the lines of bpf_trace_printk().
 */
#ifndef SKBCLONE_HOST_TRACEFS_H
#define SKBCLONE_HOST_TRACEFS_H

#include "base/status.h"
#include "host/helper.h"
#include "host/shared_trace.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tracefs {
	int top;              /* tracefs itself */
	int instances;        /* its directory of instances, also what is locked */
	int pipe;             /* trace_pipe, does not block */
	int on;               /* tracing_on beside it */
	char name[32];        /* of our instance; empty where the shared trace is used */
	struct helper helper; /* puts all back, also when we are killed */
	struct shared_trace shared;
};

/* Holds nothing; tracefs_close() is fine. */
#define TRACEFS_CLOSED                                                                             \
	((struct tracefs){.top = -1,                                                               \
			  .instances = -1,                                                         \
			  .pipe = -1,                                                              \
			  .on = -1,                                                                \
			  .helper = HELPER_NONE,                                                   \
			  .shared = SHARED_TRACE_CLOSED})

/* Are tracefs and its instances there, and may we use them? Logs if not. root:
 * a descriptor of `/`. */
enum status tracefs_check(int root);

/* Has this kernel an event for bpf_trace_printk()? Warns if not, and is
 * STATUS_OK all the same: the shared trace_pipe serves too. */
enum status tracefs_check_event(int root);

/*
 * Make the instance and open its trace_pipe; instances whose run was killed
 * are removed. Where the kernel has no event for bpf_trace_printk (before 5.9)
 * the shared trace_pipe is opened, with a warning.
 *
 * Until tracefs_ready() other runs wait: between the two the program is to be
 * loaded, which switches the shared event on.
 *
 * root: a descriptor of `/`. tag: ours alone among the runs that are alive, in
 * the instance's name. filter: which messages it keeps, in the syntax of
 * Documentation/trace/events.rst. buffer_kb: for each CPU. Logs what fails.
 */
enum status tracefs_open(struct tracefs *tracefs, int root, uint32_t tag, const char *filter,
			 size_t buffer_kb);

/* The program is loaded: have the shared event put back before the probe is
 * attached, so that not one of our lines gets there; and let other runs go on. */
void tracefs_ready(struct tracefs *tracefs);

/* The trace_pipe is the shared one. */
bool tracefs_is_shared(const struct tracefs *tracefs);

/* Has nobody set tracing_on to 0? The pipe does not tell, it is just empty. */
bool tracefs_is_on(const struct tracefs *tracefs);

/* Close the pipe; from the return on the instance is gone. */
void tracefs_close(struct tracefs *tracefs);

#endif
