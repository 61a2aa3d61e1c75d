/*
 * sink: the destination of the rows of a run. It owns the state and the columns of a
 * format, and the writer. It counts the calls whose rows have been written. session and the
 * formats call it.
 */
#ifndef SKBCLONE_OUTPUT_SINK_H
#define SKBCLONE_OUTPUT_SINK_H

#include "base/status.h"
#include "output/format.h"
#include "output/line.h"
#include "output/run.h"
#include "output/writer.h"

#include <stdbool.h>

struct sink {
	const struct format *format;
	const struct run *run; /* borrowed; NULL: not known */
	void *state;           /* owned; used by the format, zeroed at first */
	unsigned has;          /* of enum field_need */
	struct columns columns;
	struct writer writer;
	uint64_t held;   /* calls that the end of the run will show, see sink_hold() */
	bool is_colored; /* the table has colours */
	bool closed;     /* write nothing more: the reader is gone, or a write failed */
};

/* has: the properties of the run, of enum field_need. Returns 0 or -ENOMEM. */
int sink_init(struct sink *sink, const struct format *format, unsigned has);
void sink_release(struct sink *sink);

/* Write to fd from now on; fd is borrowed. Logs failures. */
enum status sink_open(struct sink *sink, int fd);

/* Begin a table. Calls of the previous table no longer count as shown. Needs room. */
void sink_begin(struct sink *sink);

/* Write a row. Needs room. */
void sink_row(struct sink *sink, const struct row *row);

/* Write the next piece of the end of the run, or of a table of metrics. Needs room. Returns
 * true if there is another: flush, and call it again. */
bool sink_end(struct sink *sink, const struct summary *summary);

/* Is there room for one more row? If not, wait for the output. */
bool sink_has_room(const struct sink *sink);

/* Returns how many bytes of text are not written yet. */
size_t sink_waits(const struct sink *sink);

/* Write as much as the output takes without blocking. Logs a failure once. A closed reader
 * is not a failure. */
enum status sink_flush(struct sink *sink);

/* Returns the number of calls whose rows have been written completely. */
uint64_t sink_shown(const struct sink *sink);

/* Returns the number of calls that will have been shown once the end is written. */
uint64_t sink_promised(const struct sink *sink);

/* --- for formats */

/* Returns room for a piece of text, WRITER_PIECE_MAX bytes. */
struct line sink_line(struct sink *sink);

/* Add the piece to the writer. calls: how many calls it shows. */
void sink_put(struct sink *sink, const struct line *line, uint64_t calls);

/* Keep so many calls for sink_put_last(). */
void sink_hold(struct sink *sink, uint64_t calls);

/* Add the last piece of the end, which completes what shows the calls that were kept. */
void sink_put_last(struct sink *sink, const struct line *line);

/* Returns the number of calls that a row stands for. */
uint64_t sink_calls(const struct sink *sink, const struct row *row);

#endif
