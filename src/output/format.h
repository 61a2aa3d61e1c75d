/*
 * format: one way to write rows. Each format has its own file, which defines one struct
 * format, and a line in the list in sink.c. A format may write to the sink row by row, or
 * keep what it needs of the rows and write everything at the end.
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
	unsigned fields;   /* its bit of enum field_format; 0: it has no columns */
	unsigned needs;    /* of enum field_need: a run that does not show it is refused */
	unsigned adds;     /* of enum field_need: shown of calls without being asked for */
	bool at_end;       /* all is written at the end: rows never wait for the output */
	size_t state_size; /* of sink->state; 0: no state */

	/* Every table of totals has its own end and replaces the whole file, for a collector
	 * of metrics. It names no process. */
	bool is_metrics;

	/* Begin a table: the rows of a run, or new totals that replace the last ones. NULL:
	 * nothing to write. */
	void (*begin)(struct sink *sink);
	void (*row)(struct sink *sink, const struct row *row);
	/* Write the next piece of the end of the run; if is_metrics, of each table. Returns
	 * true if there is another. NULL: nothing to write. */
	bool (*end)(struct sink *sink, const struct summary *summary);
};

extern const struct format format_table;
extern const struct format format_json;
extern const struct format format_csv;
extern const struct format format_folded;
extern const struct format format_html;
extern const struct format format_prometheus;

/* Returns NULL if no format has this name. */
const struct format *format_find(const char *name);

/* Escape a comm for output; adds a NUL. */
enum { FORMAT_COMM_SIZE = SKBCLONE_COMM_SIZE * ESCAPE_FACTOR };
void format_comm(char out[FORMAT_COMM_SIZE], const char comm[SKBCLONE_COMM_SIZE]);

/* Returns a pointer to the value of the field in the row. */
static inline const void *field_value(const struct field *field, const struct row *row)
{
	return (const char *)row + field->offset;
}

static inline bool field_is_known(const struct field *field, const struct row *row)
{
	return !field->is_known || field->is_known(row);
}

#endif
