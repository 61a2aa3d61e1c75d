/*
 * progress: tells a process that hangs from one that is only slow. A slow one uses CPU time
 * now and then; on a loaded machine the clock on the wall tells nothing.
 */
#ifndef SKBCLONE_PROGRAM_PROGRESS_H
#define SKBCLONE_PROGRAM_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* A process hangs if it uses no CPU time for so long while it is not stopped. */
enum { PROGRESS_LIMIT_S = 10 };

struct progress {
	pid_t pid;
	uint64_t cpu_ticks; /* used when it was looked at last */
	uint64_t looked_ns; /* when that was, CLOCK_MONOTONIC */
	uint64_t idle_ns;   /* without CPU time since */
};

/* Begin to watch the process, which must not be reaped before the end. */
void progress_start(struct progress *progress, pid_t pid);

/* Look at it; at least once a second is expected. Time in which we did not look ourselves,
 * because we were stopped, does not count. */
bool progress_is_hung(struct progress *progress);

#endif
