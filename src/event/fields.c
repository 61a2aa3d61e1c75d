#include "event/fields.h"

#include "base/array.h"

static bool is_process(const struct row *row)
{
	return !row->rest;
}

static bool is_shared(const struct row *row)
{
	return row->shared;
}

#define AT(member) offsetof(struct row, member)

enum { ALL_FORMATS = FIELD_IN_TABLE | FIELD_IN_CSV | FIELD_IN_JSON };

/* A field has two entries if formats place it differently or show it for different rows:
 * for the row of all other processes, table and CSV show the comm `[other]`, JSON shows
 * none. */
const struct field fields[] = {
	{"interval", NULL, 0, FIELD_U64, AT(interval), FIELD_IN_CSV, FIELDS_OF_INTERVALS, NULL},
	{"time", "TIME(s)", 18, FIELD_SECONDS, AT(time_ns), ALL_FORMATS, FIELDS_OF_CALLS, NULL},
	{"ts_ns", NULL, 0, FIELD_U64, AT(ts_ns), FIELD_IN_JSON, FIELDS_OF_CALLS, NULL},
	{"comm", "COMM", 19, FIELD_COMM, AT(comm), FIELD_IN_TABLE | FIELD_IN_CSV, 0, NULL},
	{"comm", NULL, 0, FIELD_COMM, AT(comm), FIELD_IN_JSON, 0, is_process},
	{"pid", "PID", 6, FIELD_U32, AT(tgid), ALL_FORMATS, 0, is_process},
	{"tid", NULL, 0, FIELD_U32, AT(tid), FIELD_IN_CSV | FIELD_IN_JSON, FIELDS_OF_CALLS, NULL},
	{"cpu", NULL, 0, FIELD_U32, AT(cpu), FIELD_IN_CSV | FIELD_IN_JSON, FIELDS_OF_CALLS, NULL},
	{"count", "COUNT", 0, FIELD_U64, AT(count), ALL_FORMATS, 0, NULL},
	{"other", NULL, 0, FIELD_TRUE, 0, FIELD_IN_JSON, FIELDS_OF_CALLS, is_shared},
	{"interval", NULL, 0, FIELD_U64, AT(interval), FIELD_IN_JSON, FIELDS_OF_INTERVALS, NULL},
};

_Static_assert(ARRAY_SIZE(fields) <= COLUMNS_MAX, "all fields may be columns");

void columns_choose(struct columns *columns, unsigned format, unsigned has)
{
	columns->count = 0;
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		if (fields[i].formats & format && (fields[i].needs & has) == fields[i].needs)
			columns->list[columns->count++] = &fields[i];
	}
}
