#include "output/digits.h"
#include "output/formats.h"

#include <inttypes.h>
#include <stdio.h>

/* RFC 4180: a field with a comma or a quote is quoted, quotes are doubled;
 * line breaks cannot occur in an escaped comm. */
static void csv_comm(char out[2 * FORMAT_COMM_SIZE + 2], const char comm[SKBCLONE_COMM_SIZE])
{
	char text[FORMAT_COMM_SIZE];
	char *at = out;

	format_comm(text, comm);
	if (!strpbrk(text, ",\"")) {
		strcpy(out, text);
		return;
	}
	*at++ = '"';
	for (const char *from = text; *from; from++) {
		if (*from == '"')
			*at++ = '"';
		*at++ = *from;
	}
	*at++ = '"';
	*at = '\0';
}

static size_t csv_header(char *line)
{
	return snprintf(line, FORMAT_LINE_SIZE, "time,comm,pid,tid,cpu,count\n");
}

static size_t csv_row(char *line, const struct row *row, uint64_t time_ns)
{
	const uint64_t numbers[] = {row->tgid, row->tid, row->cpu, row->count};
	char comm[2 * FORMAT_COMM_SIZE + 2];
	char *at = put_seconds(line, time_ns);

	*at++ = ',';
	csv_comm(comm, row->comm);
	at = put_text(at, comm);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		*at++ = ',';
		at = put_number(at, numbers[i]);
	}
	*at++ = '\n';
	return at - line;
}

/* One header for all intervals. */
static size_t csv_totals_header(char *line, uint64_t interval)
{
	if (interval > 1)
		return 0;
	return snprintf(line, FORMAT_LINE_SIZE, "%scomm,pid,count\n", interval ? "interval," : "");
}

static size_t csv_total(char *line, const struct total *total, uint64_t interval)
{
	char comm[2 * FORMAT_COMM_SIZE + 2];
	size_t length = 0;

	if (interval)
		length = snprintf(line, FORMAT_LINE_SIZE, "%" PRIu64 ",", interval);
	if (total->other)
		return length + snprintf(line + length, FORMAT_LINE_SIZE - length,
					 "[other],,%" PRIu64 "\n", total->count);
	csv_comm(comm, total->comm);
	return length + snprintf(line + length, FORMAT_LINE_SIZE - length,
				 "%s,%" PRIu32 ",%" PRIu64 "\n", comm, total->tgid, total->count);
}

const struct format format_csv = {
	.name = "csv",
	.header = csv_header,
	.row = csv_row,
	.totals_header = csv_totals_header,
	.total = csv_total,
};
