/*
 * number: parses a number that a user wrote. The whole text must be the number: no sign, no
 * space, no exponent, no overflow, the same in every locale.
 */
#ifndef SKBCLONE_BASE_NUMBER_H
#define SKBCLONE_BASE_NUMBER_H

#include <stdint.h>

/* Parse decimal digits. Returns 0, -EINVAL (not a number) or -ERANGE (above max). */
int number_parse(const char *text, uint64_t max, uint64_t *value);

/*
 * Parse seconds above 0, digits with an optional fraction (`2`, `0.25`), into nanoseconds.
 * Drops the fraction's digits after the ninth. Returns 0, -EINVAL, or -ERANGE (zero, or
 * more than 2^63 ns).
 */
int number_parse_seconds(const char *text, uint64_t *ns);

#endif
