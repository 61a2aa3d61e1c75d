/*
 * checks: can skbclone trace this machine? If not, what is missing, and what is the remedy?
 * One table: the tracing subcommands require parts of it, and doctor shows all of it, so
 * they never disagree. The checks read /proc and /sys below a root directory, so that tests
 * can give them another machine.
 */
#ifndef SKBCLONE_HOST_CHECKS_H
#define SKBCLONE_HOST_CHECKS_H

#include "base/status.h"
#include "host/way.h"

/* Which runs need a check. */
enum check_need {
	CHECK_TRACING = 1,    /* every tracing subcommand */
	CHECK_SYMBOL = 2,     /* WAY_KPROBE. Reading kallsyms takes longer than all other
			       * checks, so this one runs only before a compile, or to explain
			       * a failure */
	CHECK_TRACE_PIPE = 4, /* trace-fields */
	CHECK_TASK = 8,       /* COMMAND's tree, and counts per process */
	CHECK_KPROBE = 16,    /* WAY_KPROBE, see way.h */
	CHECK_FENTRY = 32,    /* WAY_FENTRY */
};

struct check {
	const char *name;
	unsigned needs; /* of enum check_need; 0: no run needs it, it only warns */

	/*
	 * root: a descriptor of `/`. Returns STATUS_OK and logs the finding as a verbose
	 * line, perhaps also a warning. Otherwise logs an error and its remedy.
	 */
	enum status (*run)(int root);
};

/* In the order in which they run: privileges first. Ends with a NULL name. */
extern const struct check checks[];

/* Returns the way to attach to functions. wanted: WAY_CHOOSE takes kprobes, but fentry where the
 * kernel has no kprobes and can do fentry. Any other way stays. */
enum way checks_choose_way(int root, enum way wanted);

/* Returns the need of a way, not of WAY_CHOOSE. */
static inline enum check_need checks_of_way(enum way way)
{
	return way == WAY_FENTRY ? CHECK_FENTRY : CHECK_KPROBE;
}

/* Run the checks for these needs, and stop at the first that fails. Returns its status. */
enum status checks_require(int root, unsigned needs);

#endif
