/*
 * number: numbers as a user writes them, whole or refused: no sign, no space,
 * no exponent, no wrap-around, whatever the locale.
 */
#ifndef SKBCLONE_BASE_NUMBER_H
#define SKBCLONE_BASE_NUMBER_H

#include <stdint.h>

/* Decimal digits, at most max. 0, -EINVAL (not a number) or -ERANGE. */
int number_parse(const char *text, uint64_t max, uint64_t *value);

/*
 * Seconds > 0 as digits with an optional fraction (`2`, `0.25`), in
 * nanoseconds; digits beyond the ninth are dropped. 0, -EINVAL or -ERANGE
 * (zero, or more than 2^63 ns).
 */
int number_parse_seconds(const char *text, uint64_t *ns);

#endif
