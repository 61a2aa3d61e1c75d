/*
 * opener: a helper that opens the perf event of a ring when a CPU comes online. By then,
 * the process that reads the rings has dropped this privilege. A request contains only the
 * number of a CPU, and which of its events to open: the ring or its doorbell. source/perf
 * calls it.
 */
#ifndef SKBCLONE_SOURCE_OPENER_H
#define SKBCLONE_SOURCE_OPENER_H

#include "host/helper.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Start the helper. pages: data pages of each ring. Returns 0 or -errno. */
int opener_start(struct helper *opener, size_t pages);

/* Returns the perf event of the CPU's ring or of its doorbell, as ring_open_event() does;
 * -EMFILE: at the limit of open files; -EPIPE or -ECANCELED: see helper_ask(). */
int opener_open(const struct helper *opener, uint32_t cpu, bool is_doorbell);

#endif
