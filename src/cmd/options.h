/*
 * options: ONE table of the options of all subcommands. Parsing and help come from it here;
 * the completions of the shells and the list in the manual are made from it at build time,
 * see describe.c.
 */
#ifndef SKBCLONE_CMD_OPTIONS_H
#define SKBCLONE_CMD_OPTIONS_H

#include "cmd/subcommand.h"
#include "session/session.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct options {
	struct session_options session;
	uint64_t buffer_pages; /* 0: as many as fit the machine */
	bool all;              /* with COMMAND: every process */
	bool print_program;
	bool verbose;
	bool done; /* help or version was printed, that was all */
};

/* As option_entry.needs: a COMMAND after `--`. */
enum { NEEDS_COMMAND = -1 };

struct option_entry {
	const char *name;
	int key;              /* its letter, or a number above those */
	const char *argument; /* its name in the help: what completion offers depends on it;
			       * NULL: none */
	unsigned subcommands; /* that have it, of enum subcommand_bit */
	const char *help;

	/* Set the value at `to`. False: it is not what is expected. */
	bool (*parse)(const struct option_entry *entry, void *to, const char *value);
	size_t to;            /* offset in struct options */
	const char *expected; /* the argument, for the message */
	const char *words;    /* that the argument may be, or that completion offers */
	int needs;            /* another option's key, or NEEDS_COMMAND; 0: none */
};

/* In the order of the help. Ends with a NULL name. */
extern const struct option_entry option_entries[];

/* Parse; argv must outlive the options. STATUS_OK or STATUS_USAGE, logged. */
enum status options_parse(struct options *options, const struct subcommand *subcommand, int argc,
			  char **argv);

/* Print `skbclone VERSION`. */
void options_print_version(void);

#endif
