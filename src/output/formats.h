/* formats: the formats that format_find() knows, and what they share. */
#ifndef SKBCLONE_OUTPUT_FORMATS_H
#define SKBCLONE_OUTPUT_FORMATS_H

#include "base/escape.h"
#include "output/format.h"

#include <string.h>

extern const struct format format_table;
extern const struct format format_json;
extern const struct format format_csv;

enum { FORMAT_COMM_SIZE = SKBCLONE_COMM_SIZE * ESCAPE_FACTOR };

static inline void format_comm(char out[FORMAT_COMM_SIZE], const char comm[SKBCLONE_COMM_SIZE])
{
	escape_text(out, FORMAT_COMM_SIZE, comm, strnlen(comm, SKBCLONE_COMM_SIZE));
}

#endif
