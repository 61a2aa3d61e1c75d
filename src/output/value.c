#include "output/value.h"

#include "output/format.h"

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
	case FIELD_FRAME:
		put_text(line, field->text(row, text));
		break;
	case FIELD_TRUE:
	case FIELD_STACK:
		break;
	}
}
