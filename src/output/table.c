#include "output/digits.h"
#include "output/formats.h"

#include <inttypes.h>
#include <stdio.h>

static size_t table_header(char *line)
{
	return snprintf(line, FORMAT_LINE_SIZE, "%-18s %-19s %-6s %s\n", "TIME(s)", "COMM", "PID",
			"COUNT");
}

/* The lab's "%-18.9f %-19s %-6d %llu". */
static size_t table_row(char *line, const struct row *row, uint64_t time_ns)
{
	char *at = line, *column = at;
	char comm[FORMAT_COMM_SIZE];

	at = end_column(put_seconds(at, time_ns), column, 18);
	column = at;
	format_comm(comm, row->comm);
	at = end_column(put_text(at, comm), column, 19);
	column = at;
	at = end_column(put_number(at, row->tgid), column, 6);
	at = put_number(at, row->count);
	*at++ = '\n';
	return at - line;
}

/* A blank line between the tables of intervals. */
static size_t table_totals_header(char *line, uint64_t interval)
{
	return snprintf(line, FORMAT_LINE_SIZE, "%s%-19s %-6s %s\n", interval > 1 ? "\n" : "",
			"COMM", "PID", "COUNT");
}

static size_t table_total(char *line, const struct total *total, uint64_t interval)
{
	char comm[FORMAT_COMM_SIZE];

	(void)interval;
	if (total->other)
		return snprintf(line, FORMAT_LINE_SIZE, "%-19s %-6s %" PRIu64 "\n", "[other]", "-",
				total->count);
	format_comm(comm, total->comm);
	return snprintf(line, FORMAT_LINE_SIZE, "%-19s %-6" PRIu32 " %" PRIu64 "\n", comm,
			total->tgid, total->count);
}

const struct format format_table = {
	.name = "table",
	.header = table_header,
	.row = table_row,
	.totals_header = table_totals_header,
	.total = table_total,
};
