/* decode: converts a raw sample of the perf ring to a row. source/perf calls it. Pure. */
#ifndef SKBCLONE_EVENT_DECODE_H
#define SKBCLONE_EVENT_DECODE_H

#include "event/row.h"

#include <stddef.h>

/* Fill the row from a sample that perf_output.c submitted on `cpu`. The sample may be
 * unaligned and longer than the event: perf pads it to 8 bytes. Returns 0, or -EINVAL if it
 * is too short. */
int decode_sample(struct row *row, const void *sample, size_t size, uint32_t cpu);

#endif
