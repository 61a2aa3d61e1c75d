/*
 * row: a line of the output before it is text, the currency of the user side: one call of
 * skb_clone(), or the total of a process. decode and trace_line make rows of calls, order
 * sorts them, ledger counts them; source/totals makes those of totals; output prints both.
 */
#ifndef SKBCLONE_EVENT_ROW_H
#define SKBCLONE_EVENT_ROW_H

#include "programs/event.h"

#include <stdbool.h>
#include <stdint.h>

struct row {
	uint64_t ts_ns;    /* CLOCK_MONOTONIC */
	uint64_t time_ns;  /* what TIME(s) shows */
	uint64_t seq;      /* calls counted on this CPU, this one included; with -P, those of
			    * its process */
	uint64_t start;    /* with -P: tells apart processes that reuse a tgid; 0: counted
			    * together with others */
	uint64_t count;    /* COUNT */
	uint64_t interval; /* of a total with -i: the number of its table */
	uint32_t tgid;
	uint32_t tid;
	uint32_t cpu;
	bool shared; /* with -P: COUNT is that of all processes that did not fit the map */
	bool rest;   /* the total of all processes that did not fit the map */
	char comm[SKBCLONE_COMM_SIZE]; /* raw bytes up to a NUL */
};

/* A row waits in a queue for each CPU. What is large belongs beside it. */
_Static_assert(sizeof(struct row) <= 96, "rows stay small");

#endif
