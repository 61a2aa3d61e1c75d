/*
 * checks: can this machine be traced by us, and if not, what is missing and
 * what helps? One table: the tracing subcommands require parts of it, and
 * doctor shows all of it, so the two never disagree. The checks read /proc and
 * /sys below a root directory, so that tests can show them another machine.
 */
#ifndef SKBCLONE_HOST_CHECKS_H
#define SKBCLONE_HOST_CHECKS_H

#include "base/status.h"

/* Who needs what a check looks for. */
enum check_need {
	CHECK_TRACING = 1,    /* every tracing subcommand */
	CHECK_SYMBOL = 2,     /* the same; but reading all of kallsyms takes longer
			       * than all the rest, so it is looked for before a
			       * compile, or to explain a failure */
	CHECK_TRACE_PIPE = 4, /* trace-fields */
	CHECK_TASK = 8,       /* COMMAND's tree, and counts per process */
};

struct check {
	const char *name;
	unsigned needs; /* of enum check_need; 0: it only warns */

	/*
	 * root: a descriptor of `/`. STATUS_OK, with what was found as a verbose
	 * line, and perhaps a warning; else what is missing is logged with its
	 * remedy.
	 */
	enum status (*run)(int root);
};

/* In the order in which they are made: privileges first. Ends with a NULL name. */
extern const struct check checks[];

/* Make the checks that one of these needs has, up to the first that fails. */
enum status checks_require(int root, unsigned needs);

#endif
