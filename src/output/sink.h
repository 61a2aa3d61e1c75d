/*
 * sink: where the rows of a run go. It owns a format's instance (what it remembers, which
 * columns it shows) and the writer behind it, and knows of how many calls the rows have
 * been written.
 */
#ifndef SKBCLONE_OUTPUT_SINK_H
#define SKBCLONE_OUTPUT_SINK_H

#include "base/status.h"
#include "output/format.h"
#include "output/line.h"
#include "output/writer.h"

#include <stdbool.h>

struct sink {
	const struct format *format;
	void *state;  /* the format's, zeroed at first */
	unsigned has; /* of enum field_need */
	struct columns columns;
	struct writer writer;
	bool closed; /* nothing can be written any more: nobody reads, or it failed */
};

/* For a run that has this, of enum field_need. 0 or -ENOMEM. */
int sink_init(struct sink *sink, const struct format *format, unsigned has);
void sink_release(struct sink *sink);

/* Write to fd, which is borrowed, from now on. Logs what fails. */
enum status sink_open(struct sink *sink, int fd);

/* Begin a table. The calls of the one before it, if any, are shown no more. Needs room. */
void sink_begin(struct sink *sink);

/* Needs room. */
void sink_row(struct sink *sink, const struct row *row);

/* End the run; nothing happens without room, or if nobody reads any more. */
void sink_end(struct sink *sink, const struct summary *summary);

/* Is there room for one more row? If not, all there is to do is to wait for the output. */
bool sink_has_room(const struct sink *sink);

/* Has it text that is not written yet? */
bool sink_waits(const struct sink *sink);

/* Write what the output takes without blocking. Logs what fails, once; that nobody reads
 * any more is no failure. */
enum status sink_flush(struct sink *sink);

/* Calls whose rows, whole, have been written. */
uint64_t sink_shown(const struct sink *sink);

/* --- for formats */

/* Room for a piece of text, WRITER_PIECE_MAX bytes. */
struct line sink_line(struct sink *sink);

/* Hand the piece over to the writer. calls: those that are shown once it is written. */
void sink_put(struct sink *sink, const struct line *line, uint64_t calls);

/* The calls that a row stands for. */
uint64_t sink_calls(const struct sink *sink, const struct row *row);

#endif
