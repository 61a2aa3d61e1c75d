/*
 * log: the only writer of stderr. Each call is one line, written at once, its
 * foreign parts made safe by escape_text(). Whoever touches the system logs a
 * failure once, as `WHAT: WHY`, with a hint where there is a remedy; pure code
 * logs nothing. The formats are translated here, see language.h.
 */
#ifndef SKBCLONE_BASE_LOG_H
#define SKBCLONE_BASE_LOG_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

enum { LOG_LINE_SIZE = 1024 };

#define LOG_PRINTF_AT(at) __attribute__((format(printf, at, at + 1)))
#define LOG_PRINTF        LOG_PRINTF_AT(1)

/* Show log_verbose() lines from now on. */
void log_set_verbose(bool verbose);
bool log_is_verbose(void);

/* `skbclone: ...`: why this run fails. */
void log_error(const char *format, ...) LOG_PRINTF;

/*
 * `skbclone: ...: strerror(error)`, with a hint where the error has the same remedy
 * whatever failed. error: an errno. Returns STATUS_FAILED, so that a caller can log and
 * return in one statement.
 */
enum status log_failure(int error, const char *format, ...) LOG_PRINTF_AT(2);

/*
 * The same for what the kernel allows to the privileged alone: after EPERM and EACCES
 * the hint is sudo, and STATUS_NOT_PERMITTED is returned.
 */
enum status log_refusal(int error, const char *format, ...) LOG_PRINTF_AT(2);

/* `hint: ...`: what to do about it. */
void log_hint(const char *format, ...) LOG_PRINTF;

/* `skbclone: warning: ...`: the run goes on. */
void log_warning(const char *format, ...) LOG_PRINTF;

/* `skbclone: ...`, with -v only. */
void log_verbose(const char *format, ...) LOG_PRINTF;

/* The line alone, in no language but its own: banner and summary. */
void log_plain(const char *text);

/* Foreign text of several lines (a compiler's messages), each line escaped. */
void log_foreign(const char *text, size_t length);

/* What a step says of itself: the last line of each kind, as it was given;
 * empty: none. */
struct log_record {
	char error[LOG_LINE_SIZE];
	char warning[LOG_LINE_SIZE];
	char hint[LOG_LINE_SIZE];
	char note[LOG_LINE_SIZE]; /* of log_verbose() */
};

/* Keep these lines from now on, and drop all others, instead of printing them;
 * NULL: print again. The record is borrowed. */
void log_record(struct log_record *record);

#endif
