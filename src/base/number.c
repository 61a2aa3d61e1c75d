#include "base/number.h"

#include "base/clock.h"

#include <errno.h>
#include <stdbool.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Read the digits at *text, and move *text past them. 0, -EINVAL or -ERANGE. */
static int take_digits(const char **text, uint64_t max, uint64_t *value)
{
	if (!is_digit(**text))
		return -EINVAL;
	for (*value = 0; is_digit(**text); ++*text) {
		unsigned digit = **text - '0';

		if (*value > (max - digit) / 10 || digit > max)
			return -ERANGE;
		*value = *value * 10 + digit;
	}
	return 0;
}

int number_parse(const char *text, uint64_t max, uint64_t *value)
{
	int error = take_digits(&text, max, value);

	return error ? error : *text ? -EINVAL : 0;
}

int number_parse_seconds(const char *text, uint64_t *ns)
{
	uint64_t seconds, fraction = 0, unit = CLOCK_NS_PER_SECOND;
	int error = take_digits(&text, INT64_MAX / CLOCK_NS_PER_SECOND - 1, &seconds);

	if (error)
		return error;
	if (*text == '.') {
		if (!is_digit(*++text))
			return -EINVAL;
		for (; is_digit(*text); text++) {
			unit /= 10;
			fraction += unit * (*text - '0');
		}
	}
	if (*text)
		return -EINVAL;
	*ns = seconds * CLOCK_NS_PER_SECOND + fraction;
	return *ns ? 0 : -ERANGE;
}
