/*
 * fake_kernel: stands at the seams between skbclone and the kernel, in place of
 * libbcc's loader, the perf events and what few system calls a session makes by
 * itself, so that any of them can be made to fail. What it hands out are
 * ordinary descriptors: a map is a file in memory, and so is a ring, into which
 * calls can be put. The linker's --wrap brings it in, see CMakeLists.txt.
 */
#ifndef SKBCLONE_TESTS_FAKE_KERNEL_H
#define SKBCLONE_TESTS_FAKE_KERNEL_H

#include "base/status.h"
#include "host/sandbox.h"

#include <stdint.h>

struct fake_kernel {
	const char *function; /* fails ... */
	int at;               /* ... when called for this time, from 1 on; 0: never */
	int error;            /* ... with this errno, or enum status */

	int allocation;  /* this one fails, from 1 on; 0: none */
	int allocations; /* made so far */

	uint32_t calls;            /* that CPU 0 counts as handed over, and has in its ring */
	uint32_t refused_calls;    /* that it counts as made without a live ring */
	uint32_t unfinished_calls; /* that it counts, and never is done with */
	uint32_t processes;     /* that made a call each, for `count`; at least one is looked at */
	uint64_t clock_step_ns; /* what the clock goes on by at each look; 0: as it is */
	const char *trace;      /* what the trace_pipe holds; NULL: nothing */

	struct sandbox entered; /* what sandbox_enter() was asked to keep */
	int called;             /* times that `function` was called */
};

extern struct fake_kernel fake_kernel;

#endif
