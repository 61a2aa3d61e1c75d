#include "output/sink.h"
#include "output/value.h"

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

/* Put the known value of a field, quoted where it must be. */
static void put_field(struct line *line, const struct field *field, const struct row *row)
{
	char text[WRITER_PIECE_MAX];
	struct line value = {text, text + sizeof(text) - 1};

	put_value(&value, field, row);
	*value.at = '\0';
	put_quoted(line, text);
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

	line.end--; /* a row that is cut ends with its line all the same */
	for (size_t i = 0; i < sink->columns.count; i++) {
		const struct field *field = sink->columns.list[i];

		if (i > 0)
			put_char(&line, ',');
		if (field_is_known(field, row))
			put_field(&line, field, row);
	}
	line.end++;
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
