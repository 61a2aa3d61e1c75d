#include "output/value.h"

#include "output/format.h"

void put_frame(struct line *line, const struct frame *frame)
{
	char text[FIELD_TEXT_SIZE];

	put_text(line, field_function(frame, text));
	if (frame->function) {
		put_text(line, "+0x");
		put_hex(line, frame->offset);
	}
	if (frame->module) {
		escape_text(text, sizeof(text), frame->module, strlen(frame->module));
		put_text(line, " [");
		put_text(line, text);
		put_char(line, ']');
	}
}

static void put_stack(struct line *line, const struct stack *stack)
{
	for (uint32_t i = 0; i < stack->count; i++) {
		if (i > 0)
			put_char(line, ';');
		put_frame(line, &stack->frames[i]);
	}
}

void put_value(struct line *line, const struct field *field, const struct row *row)
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
		put_text(line, comm);
		break;
	case FIELD_TEXT:
	case FIELD_CAUSE:
	case FIELD_FRAME:
		put_text(line, field->text(row, text));
		break;
	case FIELD_STACK:
		put_stack(line, row->stack);
		break;
	case FIELD_TRUE:
		break;
	}
}
