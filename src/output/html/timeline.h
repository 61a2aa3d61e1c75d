/*
 * timeline: calls over time by cause, in buckets of one width. When time runs out of
 * buckets, two become one. html owns it. Pure.
 */
#ifndef SKBCLONE_OUTPUT_HTML_TIMELINE_H
#define SKBCLONE_OUTPUT_HTML_TIMELINE_H

#include "event/causes.h"

#include <stdint.h>

enum { TIMELINE_BUCKETS = 240, TIMELINE_FIRST_WIDTH_NS = 10000 };

struct timeline {
	uint64_t width_ns; /* of a bucket; 0: no call yet */
	uint64_t start_ns;
	uint64_t last_ns;
	uint64_t calls[TIMELINE_BUCKETS][CAUSE_COUNT];
};

/* Add a call. Times never go back. */
void timeline_add(struct timeline *timeline, uint64_t time_ns, enum cause_id cause);

/* Returns the number of buckets up to the last call. */
uint32_t timeline_count(const struct timeline *timeline);

/* Returns the calls of a bucket. */
uint64_t timeline_calls(const struct timeline *timeline, uint32_t bucket);

#endif
