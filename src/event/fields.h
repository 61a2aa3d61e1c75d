/*
 * fields: the one table of output columns. All formats read it. To add a column, add its
 * value to struct row, then one entry here.
 */
#ifndef SKBCLONE_EVENT_FIELDS_H
#define SKBCLONE_EVENT_FIELDS_H

#include "base/color.h"
#include "event/row.h"

#include <stddef.h>

/* The type of the value in struct row, and how it is written. */
enum field_kind {
	FIELD_SECONDS, /* uint64_t, nanoseconds */
	FIELD_U64,
	FIELD_U32,
	FIELD_U16,
	FIELD_COMM,  /* char[SKBCLONE_COMM_SIZE], and other raw bytes of that size */
	FIELD_TRUE,  /* no value in the row; written as true */
	FIELD_TEXT,  /* see the function `text` */
	FIELD_CAUSE, /* FIELD_TEXT; in a table it may have the colour of the cause's class */
	FIELD_FRAME, /* the first frame of row->stack: an object in JSON, else as FIELD_TEXT */
	FIELD_STACK, /* struct stack *: a list of frames; in a table below the row */
};

/* The formats that show a field. */
enum field_format { FIELD_IN_TABLE = 1, FIELD_IN_CSV = 2, FIELD_IN_JSON = 4 };

/* Properties of a run. A field may need some of them. */
enum field_need {
	FIELDS_OF_CALLS = 1,     /* each row is a call */
	FIELDS_OF_TOTALS = 2,    /* each row is a total */
	FIELDS_OF_INTERVALS = 4, /* totals at intervals */
	FIELDS_OF_WHY = 8,       /* cause, context, packet */
	FIELDS_OF_STACKS = 16,   /* the whole stack */
};

/* Room for the text of a field. */
enum { FIELD_TEXT_SIZE = 320 };

struct field {
	/* In JSON, where `a.b` is the member b of the object a; in the header of CSV the part
	 * behind the dot. */
	const char *key;
	const char *heading; /* of the table's column */
	int width;           /* of that column, if it is not the last */
	enum field_kind kind;
	size_t offset;    /* in struct row */
	unsigned formats; /* of enum field_format */
	unsigned needs;   /* of enum field_need; all are required */

	/* Does this row have a value? NULL: every row has. An unknown value is `-` in a
	 * table, empty in CSV, and no key in JSON. */
	bool (*is_known)(const struct row *row);

	/* Of FIELD_TEXT, FIELD_CAUSE and FIELD_FRAME: a constant, or written to
	 * text[FIELD_TEXT_SIZE]; safe to show. */
	const char *(*text)(const struct row *row, char *text);
};

enum { COLUMNS_MAX = 40 };

/* The fields that one format shows in one run. */
struct columns {
	const struct field *list[COLUMNS_MAX];
	size_t count;
};

/* Choose the fields of a format. format: one of enum field_format. has: the properties of
 * the run, of enum field_need. */
void columns_choose(struct columns *columns, unsigned format, unsigned has);

/* The colour of a class of causes. */
enum color field_class_color(enum cause_class class);

/* The name of a frame's function, safe to show; its address in hexadecimal digits if the
 * name is not known. */
const char *field_function(const struct frame *frame, char text[FIELD_TEXT_SIZE]);

#endif
