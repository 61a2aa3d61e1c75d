/*
 * tables: shows the totals of a run. It reads them at every interval and at the end, and
 * passes them to the sink step by step. If the source has no totals, it does nothing.
 * session and loop call it.
 */
#ifndef SKBCLONE_SESSION_TABLES_H
#define SKBCLONE_SESSION_TABLES_H

#include "output/sink.h"
#include "session/capture.h"
#include "session/replacer.h"

/* As `calls`: some were counted, and are not in the maps yet. */
#define TABLES_UNSETTLED UINT64_MAX

struct tables {
	struct source *source;   /* borrowed; NULL: no tables */
	struct capture *capture; /* borrowed */
	struct sink *sink;       /* borrowed */
	struct replacer *file;   /* borrowed; replaced by each table; NULL: tables follow */
	uint64_t interval_ns;    /* 0: one table, at the end */
	uint64_t next_ns;        /* when the next interval ends; UINT64_MAX: never */
	uint64_t intervals;      /* number of intervals that have ended */
	uint64_t calls;          /* calls counted when the totals were last read */
	struct totals totals;
	size_t handed_over;     /* rows of totals that the sink has */
	uint64_t done;          /* calls that were counted completely at that time */
	struct summary summary; /* of the totals, for formats of metrics */
	bool is_open;           /* the current table has no end yet */
	bool is_in_memory;      /* its text is not in the file yet */
	uint64_t shown;         /* calls in the table that the file holds */
};

/* capture: its source may have no totals. file: NULL if no file is replaced. */
void tables_init(struct tables *tables, struct capture *capture, struct sink *sink,
		 struct replacer *file, uint64_t interval_ns);
void tables_release(struct tables *tables);

/* Start the first interval now. If a file is replaced, the first table is due now. */
void tables_start(struct tables *tables);

/* Pass rows of the current table to the sink, as many as it has room for. Replace the file
 * once all of the table is written. Logs failures. */
enum status tables_step(struct tables *tables);

/* If an interval has ended and the previous table is written, begin a table. While the
 * previous table is not written, intervals that end get no table; their number still counts.
 * calls: counted so far. Logs failures. */
enum status tables_tick(struct tables *tables, uint64_t calls);

/* Begin the last table. calls: counted in all. Logs failures. */
enum status tables_finish(struct tables *tables, uint64_t calls);

/* Is there a part of the table that the output does not have yet? */
bool tables_wait(const struct tables *tables);

/* Returns the number of calls that the last table shows. */
uint64_t tables_shown(const struct tables *tables);

#endif
