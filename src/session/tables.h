/*
 * tables: the totals of a run: when they are read, every interval and at the end, and how
 * they get to the sink, step by step. A run whose source has no totals has no tables.
 */
#ifndef SKBCLONE_SESSION_TABLES_H
#define SKBCLONE_SESSION_TABLES_H

#include "output/sink.h"
#include "source/source.h"

struct tables {
	struct source *source; /* borrowed; NULL: no tables */
	struct sink *sink;     /* borrowed */
	uint64_t interval_ns;  /* 0: only the last one */
	uint64_t next_ns;      /* when the next interval ends; UINT64_MAX: never */
	uint64_t intervals;    /* that have ended */
	bool has_begun;        /* a table was begun */
	uint64_t calls;        /* counted when the totals were read last */
	struct totals totals;
	size_t handed_over; /* of the totals */
};

/* source: NULL if it has no totals. */
void tables_init(struct tables *tables, struct source *source, struct sink *sink,
		 uint64_t interval_ns);
void tables_release(struct tables *tables);

/* The first interval begins now. */
void tables_start(struct tables *tables);

/* Hand over rows of the table that was begun, as many as there is room for. */
void tables_step(struct tables *tables);

/* Begin the table of an interval that has ended, once the one before is written. calls:
 * counted so far. Logs what fails. */
enum status tables_tick(struct tables *tables, uint64_t calls);

/* Begin the last table. Logs what fails. */
enum status tables_finish(struct tables *tables, uint64_t calls);

/* Are there rows of the table that were not handed over yet? */
bool tables_wait(const struct tables *tables);

#endif
