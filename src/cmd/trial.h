/*
 * trial: traces known calls once. One process makes the calls, and another one is the tracing
 * subcommand that is told its process id. selftest judges what the subcommand printed.
 */
#ifndef SKBCLONE_CMD_TRIAL_H
#define SKBCLONE_CMD_TRIAL_H

#include "cmd/subcommand.h"
#include "host/workload.h"

#include <stdio.h>

/*
 * Trace what make_calls does by this tracing subcommand, with `-f json`. make_calls returns 0
 * or -errno. Returns the exit status of the subcommand, or STATUS_FAILED if a step failed,
 * which is logged. After STATUS_OK, *rows is what the subcommand wrote to stdout, from its
 * start; the caller closes it. Else it is NULL.
 */
int trial_run(const struct subcommand *subcommand,
	      int (*make_calls)(const struct workload *workload), const struct workload *workload,
	      FILE **rows);

#endif
