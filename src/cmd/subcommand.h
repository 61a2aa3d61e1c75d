/*
 * subcommand: `skbclone NAME`. Each subcommand has its own file, which defines one struct
 * subcommand, and one line in the list in subcommand.c.
 */
#ifndef SKBCLONE_CMD_SUBCOMMAND_H
#define SKBCLONE_CMD_SUBCOMMAND_H

struct options;

/* Bits for the table of options: the subcommands that have an option. */
enum subcommand_bit {
	TRACE_FIELDS = 1,
	PERF_OUTPUT = 2,
	COUNT = 4,
	DOCTOR = 8,
	SELFTEST = 16,
	WHY = 32,
	TRACING = TRACE_FIELDS | PERF_OUTPUT | COUNT | WHY,
	ALL_SUBCOMMANDS = TRACING | DOCTOR | SELFTEST,
};

struct subcommand {
	const char *name;
	enum subcommand_bit bit;
	const char *summary;  /* a line of `skbclone --help` */
	const char *help;     /* a few lines of its own help */
	const char *examples; /* printed there after the options */

	/* Returns the exit status. */
	int (*run)(const struct subcommand *subcommand, const struct options *options);

	/* Only tracing subcommands: create the source of the rows. NULL: out of memory. */
	struct source *(*new_source)(const struct options *options);
};

extern const struct subcommand subcommand_trace_fields;
extern const struct subcommand subcommand_perf_output;
extern const struct subcommand subcommand_count;
extern const struct subcommand subcommand_why;
extern const struct subcommand subcommand_doctor;
extern const struct subcommand subcommand_selftest;

/* All of them, in the order of the help. Ends with a NULL. */
extern const struct subcommand *const subcommands[];

/* Returns NULL if no subcommand has that name. */
const struct subcommand *subcommand_find(const char *name);

/* Parse the options and run; argv[0] is the subcommand's name. Returns the exit status. */
int subcommand_run(const struct subcommand *subcommand, int argc, char **argv);

/* `run` of the tracing subcommands. */
int tracing_run(const struct subcommand *subcommand, const struct options *options);

#endif
