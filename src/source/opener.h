/*
 * opener: a helper that opens the perf event of a ring when a CPU comes online,
 * after the process that reads the rings has given up the right to. It takes
 * the number of a CPU, and nothing else.
 */
#ifndef SKBCLONE_SOURCE_OPENER_H
#define SKBCLONE_SOURCE_OPENER_H

#include "host/helper.h"

#include <stddef.h>
#include <stdint.h>

/* Start it, for rings of so many pages. 0 or -errno. */
int opener_start(struct helper *opener, size_t pages);

/* The perf event of the CPU's ring, as ring_open_event() returns it. */
int opener_open(const struct helper *opener, uint32_t cpu);

#endif
