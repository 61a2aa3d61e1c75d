/*
 * row: one line of output, before it is text: one call of skb_clone(), or a total: of a
 * process, of a name of threads, or of a cause. For calls, decode and trace_line make rows,
 * order sorts them, ledger counts them. For totals, source/count and source/why make rows.
 * output prints both.
 */
#ifndef SKBCLONE_EVENT_ROW_H
#define SKBCLONE_EVENT_ROW_H

#include "event/packet.h"
#include "event/stack.h"
#include "programs/event.h"

#include <stdbool.h>
#include <stdint.h>

struct row {
	uint64_t ts_ns;    /* CLOCK_MONOTONIC */
	uint64_t time_ns;  /* shown as TIME(s) */
	uint64_t seq;      /* number of this call on its CPU; with -P, in its process */
	uint64_t start;    /* -P, totals: tells apart reused tgids; 0: counted with others */
	uint64_t count;    /* COUNT */
	uint64_t interval; /* with -i: number of the table of totals */
	uint32_t tgid;
	uint32_t tid;
	uint32_t cpu;
	bool shared; /* with -P: COUNT of all processes that did not fit the map */
	bool rest;   /* total of all that did not fit the map */
	char comm[SKBCLONE_COMM_SIZE]; /* raw bytes up to a NUL */
	enum cause_id cause;           /* this and the next three only where WHY is asked for */
	enum context context;
	struct stack *stack; /* shared by all rows with this stack; NULL: none was taken */
	struct packet packet;
};

/* Each CPU has a queue of rows. Keep large data outside of the row. */
_Static_assert(sizeof(struct row) <= 192, "rows stay small");

#endif
