/* color: whether text for people has colour, and the codes for it. log and the table format
 * write them. */
#ifndef SKBCLONE_BASE_COLOR_H
#define SKBCLONE_BASE_COLOR_H

#include <stdbool.h>

/* As in --color WHEN. */
enum color_when { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

enum color { COLOR_NONE, COLOR_GREEN, COLOR_YELLOW, COLOR_RED };

/* Shall text to this descriptor have colour? With COLOR_AUTO only on a terminal, and not if
 * NO_COLOR is set (https://no-color.org). Asks the terminal, which the sandbox forbids. */
bool color_is_wanted(enum color_when when, int fd);

/* The code that begins a colour (ECMA-48, SGR); empty for COLOR_NONE. */
const char *color_begin(enum color color);

/* The code that ends it. */
const char *color_end(enum color color);

#endif
