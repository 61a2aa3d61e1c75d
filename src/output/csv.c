#include "output/sink.h"

#include <stdbool.h>

struct csv {
	bool has_header;
};

/* RFC 4180: a field that contains a comma or a quote is quoted, and its quotes are doubled.
 * Escaped text has no line breaks. */
static void put_quoted(struct line *line, const char *text)
{
	if (!strpbrk(text, ",\"")) {
		put_text(line, text);
		return;
	}
	put_char(line, '"');
	for (const char *at = text; *at; at++) {
		if (*at == '"')
			put_char(line, '"');
		put_char(line, *at);
	}
	put_char(line, '"');
}

static void put_value(struct line *line, const struct field *field, const struct row *row)
{
	const void *value = field_value(field, row);
	char comm[FORMAT_COMM_SIZE], text[FIELD_TEXT_SIZE];

	switch (field->kind) {
	case FIELD_SECONDS:
		put_seconds(line, *(const uint64_t *)value);
		break;
	case FIELD_U64:
		put_number(line, *(const uint64_t *)value);
		break;
	case FIELD_U32:
		put_number(line, *(const uint32_t *)value);
		break;
	case FIELD_U16:
		put_number(line, *(const uint16_t *)value);
		break;
	case FIELD_COMM:
		format_comm(comm, value);
		put_quoted(line, comm);
		break;
	case FIELD_TEXT:
	case FIELD_FRAME:
		put_quoted(line, field->text(row, text));
		break;
	case FIELD_TRUE:
		put_text(line, "true");
		break;
	case FIELD_STACK:
		break;
	}
}

/* The last part of a dotted key. */
static const char *column_name(const struct field *field)
{
	const char *dot = strrchr(field->key, '.');

	return dot ? dot + 1 : field->key;
}

/* Write one header, also for several tables. */
static void begin(struct sink *sink)
{
	struct line line = sink_line(sink);
	struct csv *csv = sink->state;

	if (csv->has_header)
		return;
	csv->has_header = true;
	for (size_t i = 0; i < sink->columns.count; i++) {
		if (i > 0)
			put_char(&line, ',');
		put_text(&line, column_name(sink->columns.list[i]));
	}
	put_char(&line, '\n');
	sink_put(sink, &line, 0);
}

static void row(struct sink *sink, const struct row *row)
{
	struct line line = sink_line(sink);

	for (size_t i = 0; i < sink->columns.count; i++) {
		const struct field *field = sink->columns.list[i];

		if (i > 0)
			put_char(&line, ',');
		if (field_is_known(field, row))
			put_value(&line, field, row);
	}
	put_char(&line, '\n');
	sink_put(sink, &line, sink_calls(sink, row));
}

const struct format format_csv = {
	.name = "csv",
	.fields = FIELD_IN_CSV,
	.state_size = sizeof(struct csv),
	.begin = begin,
	.row = row,
};
