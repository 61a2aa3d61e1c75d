/*
 * session: one run of a tracing subcommand, from the checks of the machine to the summary.
 * It sets up the parts of a run in order, and takes them down in the reverse.
 */
#ifndef SKBCLONE_SESSION_SESSION_H
#define SKBCLONE_SESSION_SESSION_H

#include "base/status.h"
#include "output/format.h"
#include "session/filter.h"
#include "source/source.h"

#include <stdbool.h>
#include <stdint.h>

struct session_options {
	const struct format *format;
	const char *output; /* NULL: stdout */
	bool force;         /* overwrite it */
	struct filter filter;
	char **command;       /* NULL: none */
	const char *user;     /* to run it as; NULL: see user_find() */
	uint64_t duration_ns; /* 0: no end */
	uint64_t max_events;  /* 0: no end */
	uint64_t interval_ns; /* totals every so often; 0: at the end alone */
	bool quiet;           /* no banner, no text summary */
	bool strict;          /* a lost call is a failure */
	bool no_cache;        /* compile anew */
};

/* Run to the end. The source is freed. The exit status, which may be COMMAND's. */
int session_run(const struct session_options *options, struct source *source);

#endif
