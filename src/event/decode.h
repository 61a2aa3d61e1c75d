/* decode: converts a raw sample of the perf ring to a row. source/perf calls it. Pure. */
#ifndef SKBCLONE_EVENT_DECODE_H
#define SKBCLONE_EVENT_DECODE_H

#include "event/row.h"

#include <stdbool.h>
#include <stddef.h>

/* Fill the row from a sample that perf_output.c submitted on `cpu`. The sample may be
 * unaligned and longer than the event: perf pads it to 8 bytes. Returns 0, or -EINVAL if it
 * is too short. */
int decode_sample(struct row *row, const void *sample, size_t size, uint32_t cpu);

/* What stands behind the event, where it is asked for. */
struct decoded_origin {
	struct skbclone_packet packet;
	uint64_t addresses[SKBCLONE_FRAMES];
	size_t count; /* of the addresses */
};

/* Read the packet, if the samples have one, and the stack of a sample. Returns 0, or
 * -EINVAL if the sample is too short, or the packet claims more headers than it holds. */
int decode_origin(struct decoded_origin *origin, const void *sample, size_t size, bool has_packet);

#endif
