/* tally: while rows go into a file, a line on the terminal that says how many calls there
 * were, renewed every second. session and loop call it. */
#ifndef SKBCLONE_SESSION_TALLY_H
#define SKBCLONE_SESSION_TALLY_H

#include "source/counters.h"

#include <stdbool.h>
#include <stdint.h>

struct tally {
	uint64_t next_ns; /* when to show the line, CLOCK_MONOTONIC; UINT64_MAX: never */
};

/* wanted: rows go into a file. Without a terminal, or with -q, there is no line. */
void tally_start(struct tally *tally, bool wanted);

/* Show the line if a second has passed. */
void tally_tick(struct tally *tally, const struct counters *counters);

#endif
