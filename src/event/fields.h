/*
 * fields: ONE table of what a row shows, over which all formats walk. A new column is one
 * entry, once its value is in struct row.
 */
#ifndef SKBCLONE_EVENT_FIELDS_H
#define SKBCLONE_EVENT_FIELDS_H

#include "event/row.h"

#include <stddef.h>

/* How the value lies in struct row, and so how it is written. */
enum field_kind {
	FIELD_SECONDS, /* uint64_t, nanoseconds */
	FIELD_U64,
	FIELD_U32,
	FIELD_COMM, /* char[SKBCLONE_COMM_SIZE] */
	FIELD_TRUE, /* no value: that the field is known is all it says */
};

/* The formats that show a field. */
enum field_format { FIELD_IN_TABLE = 1, FIELD_IN_CSV = 2, FIELD_IN_JSON = 4 };

/* What a run has; a field may need some of it. */
enum field_need {
	FIELDS_OF_CALLS = 1,     /* each row is a call */
	FIELDS_OF_TOTALS = 2,    /* each row is a total */
	FIELDS_OF_INTERVALS = 4, /* totals every so often */
};

struct field {
	const char *key;     /* in JSON, and in CSV's header */
	const char *heading; /* of the table's column */
	int width;           /* of that column; 0: it is the last */
	enum field_kind kind;
	size_t offset;    /* in struct row */
	unsigned formats; /* of enum field_format */
	unsigned needs;   /* of enum field_need; all of them */

	/* Has this row a value? NULL: each has. What is unknown is `-` in a table, nothing
	 * in CSV, and no key in JSON. */
	bool (*is_known)(const struct row *row);
};

/* In the order of the columns. */
extern const struct field fields[];

enum { COLUMNS_MAX = 16 };

/* The fields that a format shows of a run. */
struct columns {
	const struct field *list[COLUMNS_MAX];
	size_t count;
};

/* Choose those of the format, one of enum field_format, for a run that has all of `has`. */
void columns_choose(struct columns *columns, unsigned format, unsigned has);

#endif
