#include "output/sink.h"

#include <stdbool.h>

struct csv {
	bool has_header;
};

/* RFC 4180: quote a field that contains a comma or a quote, and double its quotes. An
 * escaped comm has no line breaks. */
static void put_comm(struct line *line, const char comm[SKBCLONE_COMM_SIZE])
{
	char text[FORMAT_COMM_SIZE];

	format_comm(text, comm);
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

static void put_value(struct line *line, const struct field *field, const void *value)
{
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
	case FIELD_COMM:
		put_comm(line, value);
		break;
	case FIELD_TRUE:
		put_text(line, "true");
		break;
	}
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
		put_text(&line, sink->columns.list[i]->key);
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
			put_value(&line, field, field_value(field, row));
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
