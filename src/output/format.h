/*
 * format: how rows are written. A table of formats, each a few functions that
 * turn a row into text; who writes it where is the writer's.
 */
#ifndef SKBCLONE_OUTPUT_FORMAT_H
#define SKBCLONE_OUTPUT_FORMAT_H

#include "event/row.h"

#include <stddef.h>

/* Longer than any header or row of any format. */
enum { FORMAT_LINE_SIZE = 512 };

struct format {
	const char *name; /* as in --format NAME */
	/* Each writes one or more whole lines into line[FORMAT_LINE_SIZE] and
	 * returns their length, 0 for nothing. time_ns is what the row's time
	 * column shows. */
	size_t (*header)(char *line);
	size_t (*row)(char *line, const struct row *row, uint64_t time_ns);
};

extern const struct format format_table;

#endif
