/*
 * escape: makes foreign text (a comm, a file name, a compiler's message) safe to show.
 * Bytes that could move the cursor, or forge or reorder a line, become \xNN. The backslash
 * becomes \x5c, so that no byte is lost.
 */
#ifndef SKBCLONE_BASE_ESCAPE_H
#define SKBCLONE_BASE_ESCAPE_H

#include <stddef.h>

/* One byte of text becomes at most so many bytes. */
enum { ESCAPE_FACTOR = 4 };

/*
 * Write text[length] to out[size], and a NUL. Escapes C0, DEL, C1, invalid UTF-8,
 * bidirectional controls and the backslash. Cuts text that does not fit, between
 * characters. Returns the length written, without the NUL. size is at least 1.
 */
size_t escape_text(char *out, size_t size, const char *text, size_t length);

#endif
