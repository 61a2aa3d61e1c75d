/*
 * tracing: what the tracing subcommands have in common: their options, and the
 * way from there to a session.
 */
#ifndef SKBCLONE_CMD_TRACING_H
#define SKBCLONE_CMD_TRACING_H

#include "capture/session.h"

#include <stdbool.h>
#include <stdint.h>

/* The subcommands, for options that belong to some of them. */
enum tracing_kind {
	TRACING_TRACE_FIELDS = 1,
	TRACING_PERF_OUTPUT = 2,
	TRACING_COUNT = 4,
	TRACING_ANY = 7,
};

struct tracing_options {
	struct session_options session;
	uint64_t buffer_pages; /* 0: as many as fit the machine */
	bool all;              /* with COMMAND: every process */
	bool print_program;
	bool done; /* help or version was printed, that was all */
};

/* What makes a subcommand different from its sisters. */
struct tracing {
	enum tracing_kind kind;
	const char *name;     /* `skbclone count` */
	const char *help;     /* what it does; a few lines */
	const char *examples; /* behind the options */
	const char *program;  /* its text, a file of programs/ */
	struct source *(*new_source)(const struct tracing_options *options);
};

/* Parse the options and run. The exit status. */
int tracing_run(const struct tracing *tracing, int argc, char **argv);

/* Parse the options; argv must outlive them. STATUS_OK or STATUS_USAGE, logged. */
enum status tracing_parse(const struct tracing *tracing, struct tracing_options *options, int argc,
			  char **argv);

#endif
