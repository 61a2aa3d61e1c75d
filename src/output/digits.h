/*
 * digits: numbers and columns as text, for rows that come by the hundred
 * thousand: printf(3) took most of the time of showing one.
 */
#ifndef SKBCLONE_OUTPUT_DIGITS_H
#define SKBCLONE_OUTPUT_DIGITS_H

#include "base/clock.h"

#include <stdint.h>
#include <string.h>

/* Each writes at `at`, which has room, and returns what is behind it. */

static inline char *put_digits(char *at, uint64_t value, int at_least)
{
	char digits[20], *first = digits + sizeof(digits);

	do {
		*--first = '0' + value % 10;
		value /= 10;
	} while (value || digits + sizeof(digits) - first < at_least);
	memcpy(at, first, digits + sizeof(digits) - first);
	return at + (digits + sizeof(digits) - first);
}

static inline char *put_number(char *at, uint64_t value)
{
	return put_digits(at, value, 1);
}

/* Seconds with nine decimals, exact: a double would not hold those of a clock
 * that has run for months. */
static inline char *put_seconds(char *at, uint64_t ns)
{
	at = put_number(at, ns / CLOCK_NS_PER_SECOND);
	*at++ = '.';
	return put_digits(at, ns % CLOCK_NS_PER_SECOND, 9);
}

static inline char *put_text(char *at, const char *text)
{
	size_t length = strlen(text);

	memcpy(at, text, length);
	return at + length;
}

/* Spaces until the column that began at `start` is so wide, and one more. */
static inline char *end_column(char *at, const char *start, int width)
{
	while (at - start < width)
		*at++ = ' ';
	*at++ = ' ';
	return at;
}

#endif
