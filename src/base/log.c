#include "base/log.h"

#include "base/escape.h"
#include "base/language.h"
#include "base/stop.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool show_verbose;
static bool is_quiet;
static bool has_color;
static bool has_status; /* the terminal shows a line of log_status() */
static struct log_record *recording;

/* Go to the start of the line, and erase it (ECMA-48, EL). */
#define CLEAR_LINE "\r\033[K"

void log_set_verbose(bool verbose)
{
	show_verbose = verbose;
}

bool log_is_verbose(void)
{
	return show_verbose;
}

static int write_line(const char *prefix, const char *text, size_t length)
{
	char line[LOG_LINE_SIZE * ESCAPE_FACTOR];
	const char *clear = has_status ? CLEAR_LINE : "";
	size_t at = snprintf(line, sizeof(line), "%s%s", clear, prefix);

	has_status = false;
	at += escape_text(line + at, sizeof(line) - at - 1, text, length);
	line[at++] = '\n';
	return stop_write_all(STDERR_FILENO, line, at);
}

/* Ignores a failed write: there is no other place to report it.
 * kept: the record's buffer for this kind of line; NULL: nothing is recorded. */
static void log_line(const char *prefix, char *kept, const char *format, va_list arguments)
{
	char text[LOG_LINE_SIZE];
	char *to = kept ? kept : text;

	if (vsnprintf(to, LOG_LINE_SIZE, _(format), arguments) >= 0 && !recording)
		(void)write_line(_(prefix), to, strlen(to));
}

#define LOG_FUNCTION(name, prefix, kind)                                                           \
	void name(const char *format, ...)                                                         \
	{                                                                                          \
		va_list arguments;                                                                 \
                                                                                                   \
		va_start(arguments, format);                                                       \
		log_line(prefix, recording ? recording->kind : NULL, format, arguments);           \
		va_end(arguments);                                                                 \
	}

LOG_FUNCTION(log_error, "skbclone: ", error)
LOG_FUNCTION(log_hint, N_("hint: "), hint)
LOG_FUNCTION(log_warning, N_("skbclone: warning: "), warning)

static enum status failure(int error, const char *format, va_list arguments)
{
	char what[LOG_LINE_SIZE];

	if (error == ECANCELED)
		return STATUS_STOPPED;
	vsnprintf(what, sizeof(what), _(format), arguments);
	log_error("%s: %s", what, strerror(error));
	if (error == EMFILE || error == ENFILE)
		log_hint("raise the limit of open files: ulimit -n");
	if (error == EFBIG)
		log_hint("raise the limit of file sizes: ulimit -f");
	return STATUS_FAILED;
}

enum status log_failure(int error, const char *format, ...)
{
	enum status status;
	va_list arguments;

	va_start(arguments, format);
	status = failure(error, format, arguments);
	va_end(arguments);
	return status;
}

enum status log_refusal(int error, const char *format, ...)
{
	enum status status;
	va_list arguments;

	va_start(arguments, format);
	status = failure(error, format, arguments);
	va_end(arguments);
	if (error != EPERM && error != EACCES)
		return status;
	log_hint("run it with sudo");
	return STATUS_NOT_PERMITTED;
}

void log_set_quiet(bool quiet)
{
	is_quiet = quiet;
}

bool log_has_terminal(void)
{
	return !is_quiet && isatty(STDERR_FILENO);
}

void log_progress(const char *text)
{
	if (log_has_terminal())
		(void)log_plain(text);
}

void log_status(const char *text)
{
	char line[LOG_LINE_SIZE];
	int length = snprintf(line, sizeof(line), CLEAR_LINE "%s", text);

	has_status = true;
	/* One try: if the terminal is not read, the next line comes soon. */
	(void)stop_write(STDERR_FILENO, line, length);
}

void log_set_color(enum color_when when)
{
	has_color = color_is_wanted(when, STDERR_FILENO);
}

int log_plain(const char *text)
{
	return log_colored(COLOR_NONE, "", text);
}

int log_colored(enum color color, const char *head, const char *text)
{
	char prefix[LOG_LINE_SIZE];

	if (!has_color)
		color = COLOR_NONE;
	snprintf(prefix, sizeof(prefix), "%s%s%s", color_begin(color), head, color_end(color));
	return recording ? 0 : write_line(prefix, text, strlen(text));
}

void log_verbose(const char *format, ...)
{
	va_list arguments;

	if (!show_verbose && !recording)
		return;
	va_start(arguments, format);
	log_line("skbclone: ", recording ? recording->note : NULL, format, arguments);
	va_end(arguments);
}

void log_record(struct log_record *record)
{
	recording = record;
}

void log_foreign(const char *text, size_t length)
{
	while (length > 0 && !recording) {
		const char *end = memchr(text, '\n', length);
		size_t line = end ? (size_t)(end - text) : length;

		(void)write_line("", text, line < LOG_LINE_SIZE ? line : LOG_LINE_SIZE);
		text += end ? line + 1 : line;
		length -= end ? line + 1 : line;
	}
}
