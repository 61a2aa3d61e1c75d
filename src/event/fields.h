/*
 * fields: the one table of output columns. All formats read it. To add a column, add its
 * value to struct row, then one entry here.
 */
#ifndef SKBCLONE_EVENT_FIELDS_H
#define SKBCLONE_EVENT_FIELDS_H

#include "event/row.h"

#include <stddef.h>

/* The type of the value in struct row, and how it is written. */
enum field_kind {
	FIELD_SECONDS, /* uint64_t, nanoseconds */
	FIELD_U64,
	FIELD_U32,
	FIELD_COMM, /* char[SKBCLONE_COMM_SIZE] */
	FIELD_TRUE, /* no value in the row; written as true */
};

/* The formats that show a field. */
enum field_format { FIELD_IN_TABLE = 1, FIELD_IN_CSV = 2, FIELD_IN_JSON = 4 };

/* Properties of a run. A field may need some of them. */
enum field_need {
	FIELDS_OF_CALLS = 1,     /* each row is a call */
	FIELDS_OF_TOTALS = 2,    /* each row is a total */
	FIELDS_OF_INTERVALS = 4, /* totals at intervals */
};

struct field {
	const char *key;     /* in JSON, and in the header of CSV */
	const char *heading; /* of the table's column */
	int width;           /* of that column; 0: last column */
	enum field_kind kind;
	size_t offset;    /* in struct row */
	unsigned formats; /* of enum field_format */
	unsigned needs;   /* of enum field_need; all are required */

	/* Does this row have a value? NULL: every row has. An unknown value is `-` in a
	 * table, empty in CSV, and no key in JSON. */
	bool (*is_known)(const struct row *row);
};

/* In the order of the columns. */
extern const struct field fields[];

enum { COLUMNS_MAX = 16 };

/* The fields that one format shows in one run. */
struct columns {
	const struct field *list[COLUMNS_MAX];
	size_t count;
};

/* Choose the fields of a format. format: one of enum field_format. has: the properties of
 * the run, of enum field_need. */
void columns_choose(struct columns *columns, unsigned format, unsigned has);

#endif
