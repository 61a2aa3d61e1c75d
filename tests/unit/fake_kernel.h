/*
 * fake_kernel: replaces the functions between skbclone and the kernel, so that a
 * test can make each of them fail: libbcc's loader, the perf events, and the few
 * system calls that a session makes itself. It returns ordinary descriptors. A map
 * is a file in memory; so is a ring, and a test can put calls into it. The linker's
 * --wrap installs the replacements, see CMakeLists.txt.
 */
#ifndef SKBCLONE_TESTS_FAKE_KERNEL_H
#define SKBCLONE_TESTS_FAKE_KERNEL_H

#include "base/status.h"
#include "host/sandbox.h"

#include <stdbool.h>
#include <stdint.h>

struct fake_kernel {
	const char *function; /* the function that fails; NULL: none */
	int at;               /* which call of it fails, from 1 on; 0: none */
	int error;            /* the errno of that call */

	const char *stopped_in; /* the function in which a signal comes; NULL: none */
	int signal;             /* from the terminal */

	int allocation;  /* which allocation fails, from 1 on; 0: none */
	int allocations; /* allocations made so far */

	uint32_t calls;            /* calls that CPU 0 counted and submitted to its ring */
	uint32_t refused_calls;    /* calls that CPU 0 counted without a live ring */
	uint32_t unfinished_calls; /* calls that CPU 0 counted and never submits */
	uint32_t processes;        /* of one call each, for `count`; at least one is looked up */
	bool comms;                /* the calls are those of comms, not of processes */
	uint64_t clock_step_ns;    /* added to the clock at each reading; 0: the real clock */
	const char *trace;         /* the text in trace_pipe; NULL: none */

	struct sandbox entered; /* the argument of the last sandbox_enter() */
	int attached;           /* probes attached so far */
	int helper_after;       /* of those: attached before the last helper was started */
	int called;             /* how often `function` was called */
};

extern struct fake_kernel fake_kernel;

#endif
