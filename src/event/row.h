/*
 * row: one call of skb_clone(), the currency of the user side. The parsers
 * (decode, trace_line) fill it, order sorts it, ledger counts it, output
 * prints it.
 */
#ifndef SKBCLONE_EVENT_ROW_H
#define SKBCLONE_EVENT_ROW_H

#include "programs/event.h"

#include <stdbool.h>
#include <stdint.h>

struct row {
	uint64_t ts_ns; /* CLOCK_MONOTONIC */
	uint64_t seq;   /* calls counted on this CPU, this one included; per process:
			 * those of its process */
	uint64_t birth; /* per process: tells it from others of its tgid; 0: one of
			 * those that are counted together */
	uint64_t count; /* COUNT as shown; the ledger's, and so is: */
	bool other;     /* COUNT is shared by processes that did not fit the map */
	uint32_t tgid;
	uint32_t tid;
	uint32_t cpu;
	char comm[SKBCLONE_COMM_SIZE]; /* raw bytes up to a NUL */
};

#endif
