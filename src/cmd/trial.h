/*
 * trial: traces known calls once. One process makes the calls, and another one is the tracing
 * subcommand that is told its process id. selftest judges what the subcommand printed.
 */
#ifndef SKBCLONE_CMD_TRIAL_H
#define SKBCLONE_CMD_TRIAL_H

#include "cmd/subcommand.h"
#include "host/workload.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum { TRIAL_RETRIES = 3 }; /* for a machine where others' calls are made in the name of ours */
#define TRIAL_BUSY "a busy machine: others' calls in its name"

struct trial {
	const struct subcommand *subcommand;
	const char *option; /* beside `-f json`; NULL: none */
	/* Runs in a process of its own, which then exits. Returns 0 or -errno. */
	int (*make_calls)(const struct workload *workload);
	const struct workload *workload;
	/* Is passed each object that the subcommand wrote to stdout. NULL: it was no JSON. */
	void (*add_row)(const json_t *row, void *result);
};

/* Trace the calls once. `result` is passed to add_row. Returns the exit status of the
 * subcommand, or STATUS_FAILED if a step failed, which is logged. */
int trial_run(const struct trial *trial, void *result);

/* Is this member of the object this text? */
bool trial_text_is(const json_t *object, const char *key, const char *text);

/* Print a line of selftest's result. note: shown in brackets; empty: none. */
void trial_print(const char *name, bool is_ok, uint64_t expected, uint64_t counted,
		 const char *note);

#endif
