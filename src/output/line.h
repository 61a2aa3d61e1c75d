/*
 * line: builds text in a buffer of fixed size, and cuts text that does not fit. It replaces
 * printf(3), which took most of the time of a row; a run shows hundreds of thousands of
 * rows. Formats call it.
 */
#ifndef SKBCLONE_OUTPUT_LINE_H
#define SKBCLONE_OUTPUT_LINE_H

#include "base/clock.h"

#include <stdint.h>
#include <string.h>

struct line {
	char *at; /* where the next byte goes */
	char *end;
};

static inline void put_bytes(struct line *line, const char *bytes, size_t length)
{
	size_t room = line->end - line->at;

	if (length > room)
		length = room;
	memcpy(line->at, bytes, length);
	line->at += length;
}

static inline void put_char(struct line *line, char c)
{
	if (line->at < line->end)
		*line->at++ = c;
}

static inline void put_text(struct line *line, const char *text)
{
	put_bytes(line, text, strlen(text));
}

/* Pad with leading zeros to `at_least` digits. */
static inline void put_digits(struct line *line, uint64_t value, int at_least)
{
	char digits[20], *end = digits + sizeof(digits), *first = end;

	do {
		*--first = '0' + value % 10;
		value /= 10;
	} while (value || end - first < at_least);
	put_bytes(line, first, end - first);
}

static inline void put_number(struct line *line, uint64_t value)
{
	put_digits(line, value, 1);
}

static inline void put_hex(struct line *line, uint64_t value)
{
	char digits[16], *end = digits + sizeof(digits), *first = end;

	do {
		*--first = "0123456789abcdef"[value & 0xf];
		value >>= 4;
	} while (value);
	put_bytes(line, first, end - first);
}

/* Seconds with nine decimals, exact. A double would lose digits when the clock has run for
 * months. */
static inline void put_seconds(struct line *line, uint64_t ns)
{
	put_number(line, ns / CLOCK_NS_PER_SECOND);
	put_char(line, '.');
	put_digits(line, ns % CLOCK_NS_PER_SECOND, 9);
}

/* Pad the column that began at `start` to `width`, and add one space. */
static inline void end_column(struct line *line, const char *start, int width)
{
	size_t room = line->end - line->at, spaces = 1;

	if (line->at - start < width)
		spaces += width - (line->at - start);
	if (spaces > room)
		spaces = room;
	memset(line->at, ' ', spaces);
	line->at += spaces;
}

#endif
