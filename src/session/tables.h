/*
 * tables: shows the totals of a run. It reads them at every interval and at the end, and
 * passes them to the sink step by step. If the source has no totals, it does nothing.
 * session and loop call it.
 */
#ifndef SKBCLONE_SESSION_TABLES_H
#define SKBCLONE_SESSION_TABLES_H

#include "output/sink.h"
#include "source/source.h"

/* As `calls`: some were counted, and are not in the maps yet. */
#define TABLES_UNSETTLED UINT64_MAX

struct tables {
	struct source *source; /* borrowed; NULL: no tables */
	struct sink *sink;     /* borrowed */
	uint64_t interval_ns;  /* 0: one table, at the end */
	uint64_t next_ns;      /* when the next interval ends; UINT64_MAX: never */
	uint64_t intervals;    /* number of intervals that have ended */
	bool has_begun;        /* a table was begun */
	uint64_t calls;        /* calls counted when the totals were last read */
	struct totals totals;
	size_t handed_over; /* rows of totals that the sink has */
};

/* source: NULL if it has no totals. */
void tables_init(struct tables *tables, struct source *source, struct sink *sink,
		 uint64_t interval_ns);
void tables_release(struct tables *tables);

/* Start the first interval now. */
void tables_start(struct tables *tables);

/* Pass rows of the current table to the sink, as many as it has room for. */
void tables_step(struct tables *tables);

/* If an interval has ended and the previous table is written, begin a table. calls: counted
 * so far. Logs failures. */
enum status tables_tick(struct tables *tables, uint64_t calls);

/* Begin the last table. calls: counted in all. Logs failures. */
enum status tables_finish(struct tables *tables, uint64_t calls);

/* Are there rows that the sink does not have yet? */
bool tables_wait(const struct tables *tables);

#endif
