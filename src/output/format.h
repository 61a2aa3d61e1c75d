/*
 * format: a way to write rows. A format is a file of its own that defines one struct
 * format, and a line of the list in sink.c. It writes through a sink, whenever it likes:
 * row by row, or all of it at the end.
 */
#ifndef SKBCLONE_OUTPUT_FORMAT_H
#define SKBCLONE_OUTPUT_FORMAT_H

#include "base/escape.h"
#include "event/fields.h"
#include "event/ledger.h"

#include <stddef.h>

struct sink;

struct format {
	const char *name;  /* as in --format NAME */
	unsigned fields;   /* which it shows, of enum field_format */
	size_t state_size; /* of sink->state; 0: it needs none */

	/* A table begins: the rows of a run, or further totals that replace the last ones.
	 * NULL: nothing to write. */
	void (*begin)(struct sink *sink);
	void (*row)(struct sink *sink, const struct row *row);
	/* The run is over. NULL: nothing to write. */
	void (*end)(struct sink *sink, const struct summary *summary);
};

extern const struct format format_table;
extern const struct format format_json;
extern const struct format format_csv;

/* NULL if there is none of that name. */
const struct format *format_find(const char *name);

/* A comm as it is shown, NUL-terminated. */
enum { FORMAT_COMM_SIZE = SKBCLONE_COMM_SIZE * ESCAPE_FACTOR };
void format_comm(char out[FORMAT_COMM_SIZE], const char comm[SKBCLONE_COMM_SIZE]);

/* The value of a field, in the row. */
static inline const void *field_value(const struct field *field, const struct row *row)
{
	return (const char *)row + field->offset;
}

static inline bool field_is_known(const struct field *field, const struct row *row)
{
	return !field->is_known || field->is_known(row);
}

#endif
