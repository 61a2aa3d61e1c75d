/* decode: a raw sample of the perf ring to a row. Pure. */
#ifndef SKBCLONE_EVENT_DECODE_H
#define SKBCLONE_EVENT_DECODE_H

#include "event/row.h"

#include <stddef.h>

/*
 * Fill the row from the sample that perf_output.c submitted on that CPU. The
 * sample need not be aligned, and may be longer: perf pads it to 8 bytes.
 * 0, or -EINVAL if it is too short.
 */
int decode_sample(struct row *row, const void *sample, size_t size, uint32_t cpu);

#endif
