/*
 * writer: buffers text for the output. It blocks for STOP_WRITE_MS at most: text waits here
 * until the descriptor takes it, so a slow or closed reader never delays the rest. Text comes in
 * pieces. The writer counts the calls of completely written pieces. sink calls it.
 */
#ifndef SKBCLONE_OUTPUT_WRITER_H
#define SKBCLONE_OUTPUT_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The longest piece, in bytes. */
enum { WRITER_PIECE_MAX = 16384 };

struct writer_buffer;

struct writer {
	int fd; /* borrowed */
	bool is_file;
	struct writer_buffer *buffer;
	uint64_t calls_written; /* of completely written pieces */
};

/* fd is borrowed. Returns 0, -errno of fd, or -ENOMEM. */
int writer_init(struct writer *writer, int fd);
void writer_release(struct writer *writer);

/* Is there room for one more piece? */
bool writer_has_room(const struct writer *writer);

/* Returns room for the next piece, WRITER_PIECE_MAX bytes. Call writer_has_room() first. */
char *writer_room(struct writer *writer);

/* Add the piece that begins at writer_room() and ends before `end`. calls: how many calls
 * it shows. */
void writer_add(struct writer *writer, const char *end, uint64_t calls);

/* Set calls_written to 0, and do not count the pieces added so far. */
void writer_forget_calls(struct writer *writer);

/* Returns how many bytes of text are not written yet. */
size_t writer_waits(const struct writer *writer);

/* Write as much as the descriptor takes now. Returns 0, even if text is left;
 * -EPIPE if the reader is gone; or another -errno. */
int writer_flush(struct writer *writer);

/* After a failure: cut off an incomplete last piece of a regular file. Nobody else may
 * write to the file. Returns 0 or -errno. */
int writer_trim(struct writer *writer);

#endif
