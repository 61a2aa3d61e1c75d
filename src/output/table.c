#include "output/sink.h"

#include <stdbool.h>

struct table {
	bool has_begun;
};

static void put_value(struct line *line, const struct field *field, const void *value)
{
	char comm[FORMAT_COMM_SIZE];

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
		format_comm(comm, value);
		put_text(line, comm);
		break;
	case FIELD_TRUE:
		break;
	}
}

static void begin(struct sink *sink)
{
	struct line line = sink_line(sink);
	struct table *table = sink->state;

	if (table->has_begun)
		put_char(&line, '\n');
	table->has_begun = true;
	for (size_t i = 0; i < sink->columns.count; i++) {
		const struct field *field = sink->columns.list[i];
		const char *start = line.at;

		put_text(&line, field->heading);
		if (field->width)
			end_column(&line, start, field->width);
	}
	put_char(&line, '\n');
	sink_put(sink, &line, 0);
}

static void row(struct sink *sink, const struct row *row)
{
	struct line line = sink_line(sink);

	for (size_t i = 0; i < sink->columns.count; i++) {
		const struct field *field = sink->columns.list[i];
		const char *start = line.at;

		if (field_is_known(field, row))
			put_value(&line, field, field_value(field, row));
		else
			put_char(&line, '-');
		if (field->width)
			end_column(&line, start, field->width);
	}
	put_char(&line, '\n');
	sink_put(sink, &line, sink_calls(sink, row));
}

const struct format format_table = {
	.name = "table",
	.fields = FIELD_IN_TABLE,
	.state_size = sizeof(struct table),
	.begin = begin,
	.row = row,
};
