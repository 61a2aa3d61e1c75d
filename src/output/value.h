/* value: the value of a field as text, the same for all formats that are text. */
#ifndef SKBCLONE_OUTPUT_VALUE_H
#define SKBCLONE_OUTPUT_VALUE_H

#include "event/fields.h"
#include "output/line.h"

/* Put the known value of the field. Nothing for FIELD_TRUE and FIELD_STACK, which are not in
 * the columns of text. */
void put_value(struct line *line, const struct field *field, const struct row *row);

#endif
