#include "base/color.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool color_is_wanted(enum color_when when, int fd)
{
	const char *refused = getenv("NO_COLOR"), *terminal = getenv("TERM");

	if (when != COLOR_AUTO)
		return when == COLOR_ALWAYS;
	return isatty(fd) && !(refused && refused[0]) && terminal && strcmp(terminal, "dumb") != 0;
}

const char *color_begin(enum color color)
{
	static const char *const codes[] = {"", "\033[32m", "\033[33m", "\033[31m"};

	return codes[color];
}

const char *color_end(enum color color)
{
	return color == COLOR_NONE ? "" : "\033[0m";
}
