/*
 * writer: text on its way to the output. It never blocks: text waits here until the
 * descriptor takes it, so a slow or closed reader never delays the rest. Text comes in
 * pieces; the writer knows how many calls each piece shows, and which are written whole.
 */
#ifndef SKBCLONE_OUTPUT_WRITER_H
#define SKBCLONE_OUTPUT_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The longest piece. */
enum { WRITER_PIECE_MAX = 8192 };

struct writer_buffer;

struct writer {
	int fd; /* borrowed */
	bool is_file;
	struct writer_buffer *buffer;
	uint64_t calls_written; /* of the pieces that were written whole */
};

/* 0, -errno of fd, or -ENOMEM. */
int writer_init(struct writer *writer, int fd);
void writer_release(struct writer *writer);

/* Room for one more piece? */
bool writer_has_room(const struct writer *writer);

/* Where the next piece goes, WRITER_PIECE_MAX bytes; needs room. */
char *writer_room(struct writer *writer);

/* Take the piece that was put there and ends before `end`; it shows so many calls. */
void writer_add(struct writer *writer, const char *end, uint64_t calls);

/* Begin to count calls_written anew, without the pieces that were added before. */
void writer_forget_calls(struct writer *writer);

/* Is there anything to write? */
bool writer_waits(const struct writer *writer);

/*
 * Write what the descriptor takes without blocking. 0, also where something
 * is left; -EPIPE if the reader is gone; or another -errno.
 */
int writer_flush(struct writer *writer);

/* After a failure: cut off the part of a piece that was written last, of a regular file
 * that nobody else writes to. 0 or -errno. */
int writer_trim(struct writer *writer);

#endif
