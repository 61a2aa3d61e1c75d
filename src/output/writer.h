/*
 * writer: rows on their way to stdout. It never blocks: lines wait here until
 * the descriptor takes them, and only whole lines are written, so that a
 * reader that went away or fell asleep costs no other work, and what was
 * written can be told to the row.
 */
#ifndef SKBCLONE_OUTPUT_WRITER_H
#define SKBCLONE_OUTPUT_WRITER_H

#include "output/format.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct writer {
	int fd; /* borrowed */
	bool is_file;
	char *text;
	size_t start; /* of what waits in text */
	size_t end;
	uint64_t lines; /* added so far */
	uint64_t lines_written;
};

/* 0, -errno of fd, or -ENOMEM. */
int writer_init(struct writer *writer, int fd);
void writer_release(struct writer *writer);

/* Room for one more FORMAT_LINE_SIZE bytes. */
bool writer_has_room(const struct writer *writer);

/* Where the next lines go; needs room. writer_commit() then adds them. */
char *writer_line(struct writer *writer);
void writer_commit(struct writer *writer, size_t length);

/* Is there anything to write? */
bool writer_waits(const struct writer *writer);

/*
 * Write what the descriptor takes without blocking. 0, also where something
 * is left; -EPIPE if the reader is gone; or another -errno.
 */
int writer_flush(struct writer *writer);

/* After a failure: cut off the part of a line that was written last, of a
 * regular file that nobody else writes to. 0 or -errno. */
int writer_trim(struct writer *writer);

#endif
