/*
 * options: ONE table of the options of all subcommands. parse.c parses by it, help.c prints
 * it. At build time describe.c makes the shells' completions and the manual's list from it.
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
	uint64_t buffer_pages; /* for each CPU; 0: choose by the machine's memory */
	bool all;              /* with COMMAND: every process */
	bool print_program;
	bool list_causes;
	bool verbose;
	bool done; /* help or version was printed: exit now */
};

/* Value of option_entry.needs: a COMMAND after `--`. */
enum { NEEDS_COMMAND = -1 };

struct option_entry {
	const char *name;
	int key;              /* its letter; from 256 up: it has none */
	const char *argument; /* its name in the help; completion depends on it; NULL: the
			       * option takes none */
	unsigned subcommands; /* that have the option: bits of enum subcommand_bit */
	const char *help;

	/* Parse the value, and store it at `to`. Returns false if it is not valid. */
	bool (*parse)(const struct option_entry *entry, void *to, const char *value);
	size_t to;            /* offset in struct options */
	const char *expected; /* describes a valid argument, for the error message */
	const char *words;    /* valid arguments, or examples that completion offers */
	const char *no_room;  /* hint where trace-fields is given it; NULL: none */
	int needs;            /* another option's key, or NEEDS_COMMAND; 0: none */
};

/* In the order of the help. Ends with a NULL name. */
extern const struct option_entry option_entries[];

/* Does the option have a one-letter form? */
static inline bool option_has_letter(const struct option_entry *entry)
{
	return entry->key < 256;
}

/* Parse argv, which must outlive the options. Returns STATUS_OK, or logs and returns
 * STATUS_USAGE. */
enum status options_parse(struct options *options, const struct subcommand *subcommand, int argc,
			  char **argv);

/* Print the subcommand's help, in the user's language. */
void options_print_help(const struct subcommand *subcommand);

/* Print `skbclone VERSION`. */
void options_print_version(void);

#endif
