#include "base/log.h"

#include "base/escape.h"
#include "base/io.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LINE_SIZE = 1024 };

static bool show_verbose;

void log_set_verbose(bool verbose)
{
	show_verbose = verbose;
}

bool log_is_verbose(void)
{
	return show_verbose;
}

/* A failure to write to stderr has nowhere to be told. */
static void write_line(const char *prefix, const char *text, size_t length)
{
	char line[LINE_SIZE * ESCAPE_FACTOR];
	size_t at = strlen(prefix);

	memcpy(line, prefix, at);
	at += escape_text(line + at, sizeof(line) - at - 1, text, length);
	line[at++] = '\n';
	(void)io_write_all(STDERR_FILENO, line, at);
}

static void log_line(const char *prefix, const char *format, va_list arguments)
{
	char text[LINE_SIZE];
	int length = vsnprintf(text, sizeof(text), format, arguments);

	if (length < 0)
		return;
	write_line(prefix, text, strnlen(text, sizeof(text)));
}

#define LOG_FUNCTION(name, prefix)                                                                 \
	void name(const char *format, ...)                                                         \
	{                                                                                          \
		va_list arguments;                                                                 \
                                                                                                   \
		va_start(arguments, format);                                                       \
		log_line(prefix, format, arguments);                                               \
		va_end(arguments);                                                                 \
	}

LOG_FUNCTION(log_error, "skbclone: ")
LOG_FUNCTION(log_hint, "hint: ")
LOG_FUNCTION(log_warning, "skbclone: warning: ")
LOG_FUNCTION(log_plain, "")

void log_verbose(const char *format, ...)
{
	va_list arguments;

	if (!show_verbose)
		return;
	va_start(arguments, format);
	log_line("skbclone: ", format, arguments);
	va_end(arguments);
}

void log_foreign(const char *text, size_t length)
{
	while (length > 0) {
		const char *end = memchr(text, '\n', length);
		size_t line = end ? (size_t)(end - text) : length;

		write_line("", text, line < LINE_SIZE ? line : LINE_SIZE);
		text += end ? line + 1 : line;
		length -= end ? line + 1 : line;
	}
}
