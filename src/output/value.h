/* value: the value of a field as text, the same for all formats that are text. */
#ifndef SKBCLONE_OUTPUT_VALUE_H
#define SKBCLONE_OUTPUT_VALUE_H

#include "event/fields.h"
#include "output/line.h"

/* Put `function+0x1c [module]`, safe to show. */
void put_frame(struct line *line, const struct frame *frame);

/* Put the known value of the field. Of a stack its frames, innermost first, with a semicolon
 * between them. Nothing for FIELD_TRUE, which is no column of text. */
void put_value(struct line *line, const struct field *field, const struct row *row);

#endif
