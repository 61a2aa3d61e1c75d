/*
 * escape: foreign text (a comm, a file name, a compiler's message) made safe
 * to show: what could move a cursor, forge a line or reorder it is written as
 * \xNN, byte by byte, and so is the backslash itself, so that nothing is lost.
 */
#ifndef SKBCLONE_BASE_ESCAPE_H
#define SKBCLONE_BASE_ESCAPE_H

#include <stddef.h>

/* The most bytes that one byte of text can become. */
enum { ESCAPE_FACTOR = 4 };

/*
 * Write text[length] to out[size], NUL-terminated, escaping C0, DEL, C1,
 * invalid UTF-8, bidirectional controls and the backslash; what does not fit
 * is cut between characters. Returns the length written.
 */
size_t escape_text(char *out, size_t size, const char *text, size_t length);

#endif
