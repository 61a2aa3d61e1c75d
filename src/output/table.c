#include "base/escape.h"
#include "output/format.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { NS_PER_SECOND = 1000000000 };

static size_t table_header(char *line)
{
	return snprintf(line, FORMAT_LINE_SIZE, "%-18s %-19s %-6s %s\n", "TIME(s)", "COMM", "PID",
			"COUNT");
}

/* The lab's "%-18.9f %-19s %-6d %llu", without a double in between: nine
 * decimals of a clock that has run for months would not fit into one. */
static size_t table_row(char *line, const struct row *row, uint64_t time_ns)
{
	char comm[SKBCLONE_COMM_SIZE * ESCAPE_FACTOR];
	char time[32];

	escape_text(comm, sizeof(comm), row->comm, strnlen(row->comm, sizeof(row->comm)));
	snprintf(time, sizeof(time), "%" PRIu64 ".%09" PRIu64, time_ns / NS_PER_SECOND,
		 time_ns % NS_PER_SECOND);
	return snprintf(line, FORMAT_LINE_SIZE, "%-18s %-19s %-6" PRIu32 " %" PRIu64 "\n", time,
			comm, row->tgid, row->count);
}

const struct format format_table = {
	.name = "table",
	.header = table_header,
	.row = table_row,
};
