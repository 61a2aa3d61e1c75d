/*
 * log: the only writer of stderr. Each call writes one line at once, escaped by
 * escape_text(). The function that touches the system logs a failure once, as `WHAT: WHY`,
 * with a hint if a remedy exists. Pure code logs nothing. This module translates the
 * formats, see language.h.
 */
#ifndef SKBCLONE_BASE_LOG_H
#define SKBCLONE_BASE_LOG_H

#include "base/color.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

enum { LOG_LINE_SIZE = 1024 };

#define LOG_PRINTF_AT(at) __attribute__((format(printf, at, at + 1)))
#define LOG_PRINTF        LOG_PRINTF_AT(1)

/* Show log_verbose() lines from now on. */
void log_set_verbose(bool verbose);
bool log_is_verbose(void);

/* `skbclone: ...`: the reason why this run fails. */
void log_error(const char *format, ...) LOG_PRINTF;

/*
 * `skbclone: ...: strerror(error)`, with a hint if the error alone determines the remedy.
 * error: an errno. Returns STATUS_FAILED, so that a caller can log and return in one
 * statement. ECANCELED is no failure: it logs nothing, and returns STATUS_STOPPED.
 */
enum status log_failure(int error, const char *format, ...) LOG_PRINTF_AT(2);

/*
 * The same for an operation that needs privileges: after EPERM and EACCES it hints at sudo
 * and returns STATUS_NOT_PERMITTED.
 */
enum status log_refusal(int error, const char *format, ...) LOG_PRINTF_AT(2);

/* `hint: ...`: the remedy. */
void log_hint(const char *format, ...) LOG_PRINTF;

/* `skbclone: warning: ...`: the run goes on. */
void log_warning(const char *format, ...) LOG_PRINTF;

/* `skbclone: ...`, with -v only. */
void log_verbose(const char *format, ...) LOG_PRINTF;

/* With -q: no log_progress() from now on, and no terminal for log_has_terminal(). */
void log_set_quiet(bool quiet);

/* The line as log_plain() prints it, if stderr is a terminal: what a user waits for. */
void log_progress(const char *text);

/* A line without prefix and translation: banner and summary. Returns 0 or -errno. */
int log_plain(const char *text);

/* The same, with its beginning `head` in colour if colours are wanted. head is not escaped. */
int log_colored(enum color color, const char *head, const char *text);

/* Ask once, before the sandbox, whether lines may have colour. */
void log_set_color(enum color_when when);

/* Is stderr a terminal, and may we write to it what is not asked for (no -q)? Asks the
 * terminal, which the sandbox forbids. */
bool log_has_terminal(void);

/* A line on a terminal that the next line, of either kind, overwrites. */
void log_status(const char *text);

/* Foreign text of several lines (a compiler's messages), each line escaped. */
void log_foreign(const char *text, size_t length);

/* The last line of each kind that a check logged, without prefix and not escaped; empty:
 * none. */
struct log_record {
	char error[LOG_LINE_SIZE];
	char warning[LOG_LINE_SIZE];
	char hint[LOG_LINE_SIZE];
	char note[LOG_LINE_SIZE]; /* of log_verbose() */
};

/* From now on print nothing: store lines of these kinds in the record, drop all others.
 * NULL: print again. The record is borrowed. */
void log_record(struct log_record *record);

#endif
