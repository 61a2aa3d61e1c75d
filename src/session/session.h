/*
 * session: one run of a tracing subcommand, from the checks of the machine to the summary.
 * It sets up the parts of a run in order, and releases them in reverse order. The tracing
 * subcommands call it.
 */
#ifndef SKBCLONE_SESSION_SESSION_H
#define SKBCLONE_SESSION_SESSION_H

#include "base/status.h"
#include "host/way.h"
#include "output/format.h"
#include "session/filter.h"
#include "source/source.h"

#include <stdbool.h>
#include <stdint.h>

struct session_options {
	const char *subcommand; /* its name; NULL: not known */
	char **arguments;       /* the words behind it, up to a NULL; NULL: not known */
	const struct format *format;
	const char *output; /* NULL: stdout */
	bool force;         /* overwrite an existing file */
	enum color_when color;
	struct filter filter;
	enum way way;         /* to attach to functions; WAY_CHOOSE is allowed */
	char **command;       /* NULL: none */
	const char *user;     /* of the command; NULL: see user_find() */
	bool why;             /* rows show cause, context and packet */
	bool stack;           /* rows show the whole stack */
	uint64_t duration_ns; /* 0: no limit */
	uint64_t max_events;  /* 0: no limit */
	uint64_t interval_ns; /* between two tables of totals; 0: one table at the end */
	bool quiet;           /* no banner, no text summary */
	bool strict;          /* a lost call is a failure */
	bool no_cache;        /* always compile; do not use the cache */
};

/* What the run shows, of enum field_need. */
unsigned session_fields(const struct session_options *options, const struct source_ops *source);

/* Run to the end. Frees the source. Returns the exit status, which may be COMMAND's. */
int session_run(const struct session_options *options, struct source *source);

#endif
