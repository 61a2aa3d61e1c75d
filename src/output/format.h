/*
 * format: how rows and totals are written. A table of formats, each a few
 * functions that turn one thing into whole lines of text; who writes them
 * where is the writer's.
 */
#ifndef SKBCLONE_OUTPUT_FORMAT_H
#define SKBCLONE_OUTPUT_FORMAT_H

#include "event/ledger.h"
#include "event/row.h"

#include <stdbool.h>
#include <stddef.h>

/* Longer than what any of the functions below writes. */
enum { FORMAT_LINE_SIZE = 1024 };

/* The calls of one process, or of all that did not fit the map. */
struct total {
	uint64_t count;
	uint32_t tgid;
	bool other;
	char comm[SKBCLONE_COMM_SIZE]; /* raw bytes up to a NUL */
};

/* Each writes into line[FORMAT_LINE_SIZE] and returns the length; 0: nothing.
 * NULL: this format has no such line. */
struct format {
	const char *name; /* as in --format NAME */

	size_t (*header)(char *line);
	/* time_ns: what the row's time column shows. */
	size_t (*row)(char *line, const struct row *row, uint64_t time_ns);

	/* Of `count`. interval: its number, 0 where there are none. */
	size_t (*totals_header)(char *line, uint64_t interval);
	size_t (*total)(char *line, const struct total *total, uint64_t interval);

	size_t (*summary)(char *line, const struct summary *summary);
};

/* NULL if there is none of that name. */
const struct format *format_find(const char *name);

#endif
