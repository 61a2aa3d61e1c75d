#include "output/sink.h"
#include "output/value.h"

#include <stdbool.h>

struct table {
	bool has_begun;
};

/* A frame a line, innermost first. */
static void put_stack_below(struct line *line, const struct stack *stack)
{
	for (uint32_t i = 0; stack && i < stack->count; i++) {
		put_text(line, "    ");
		put_frame(line, &stack->frames[i]);
		put_char(line, '\n');
	}
}

/* The columns that stand in the row itself: a stack, which is the last, stands below. */
static size_t count_columns(const struct columns *columns)
{
	size_t count = columns->count;

	return count > 0 && columns->list[count - 1]->kind == FIELD_STACK ? count - 1 : count;
}

static void begin(struct sink *sink)
{
	struct line line = sink_line(sink);
	struct table *table = sink->state;
	size_t count = count_columns(&sink->columns);

	if (table->has_begun)
		put_char(&line, '\n');
	table->has_begun = true;
	for (size_t i = 0; i < count; i++) {
		const struct field *field = sink->columns.list[i];
		const char *start = line.at;

		put_text(&line, field->heading);
		if (i < count - 1)
			end_column(&line, start, field->width);
	}
	put_char(&line, '\n');
	sink_put(sink, &line, 0);
}

/* Put a column of the row. The codes of colours take no room of the column. */
static void put_cell(struct line *line, const struct sink *sink, size_t column,
		     const struct row *row, bool has_next)
{
	const struct field *field = sink->columns.list[column];
	enum color color = COLOR_NONE;
	const char *start;

	if (sink->is_colored && field->kind == FIELD_CAUSE && field_is_known(field, row))
		color = field_class_color(causes[row->cause].class);
	put_text(line, color_begin(color));
	start = line->at;
	if (field_is_known(field, row))
		put_value(line, field, row);
	else
		put_char(line, '-');
	if (has_next)
		end_column(line, start, field->width);
	put_text(line, color_end(color));
}

static void row(struct sink *sink, const struct row *row)
{
	struct line line = sink_line(sink);
	size_t count = count_columns(&sink->columns);

	line.end--; /* a row that is cut ends with its line all the same */
	for (size_t i = 0; i < count; i++) {
		put_cell(&line, sink, i, row, i < count - 1);
	}
	put_char(&line, '\n');
	if (count < sink->columns.count)
		put_stack_below(&line, row->stack);
	line.end++;
	if (line.at[-1] != '\n')
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
