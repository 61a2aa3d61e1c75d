/*
 * tracing: what the tracing subcommands have in common: their options, and the
 * way from there to a session.
 */
#ifndef SKBCLONE_CMD_TRACING_H
#define SKBCLONE_CMD_TRACING_H

#include "capture/session.h"

#include <stdbool.h>
#include <stdint.h>

struct tracing_options {
	struct session_options session;
	uint64_t buffer_pages; /* 0: as many as fit the machine */
	bool print_program;
};

/* What makes a subcommand different from its sisters. */
struct tracing {
	const char *name;
	const char *help;     /* what it does; a few lines */
	const char *examples; /* behind the options */
	const char *program;  /* its text, a file of programs/ */
	bool has_rings;	      /* -b belongs here */
	struct source *(*new_source)(const struct tracing_options *options);
};

/* Parse the options and run. The exit status. */
int tracing_run(const struct tracing *tracing, int argc, char **argv);

#endif
