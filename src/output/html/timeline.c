#include "output/html/timeline.h"

#include <string.h>

/* Two buckets become one. */
static void widen(struct timeline *timeline)
{
	for (uint32_t i = 0; i < TIMELINE_BUCKETS / 2; i++) {
		for (uint32_t cause = 0; cause < CAUSE_COUNT; cause++)
			timeline->calls[i][cause] =
				timeline->calls[2 * i][cause] + timeline->calls[2 * i + 1][cause];
	}
	memset(timeline->calls[TIMELINE_BUCKETS / 2], 0, sizeof(timeline->calls) / 2);
	timeline->width_ns *= 2;
}

void timeline_add(struct timeline *timeline, uint64_t time_ns, enum cause_id cause)
{
	if (!timeline->width_ns) {
		timeline->width_ns = TIMELINE_FIRST_WIDTH_NS;
		timeline->start_ns = time_ns;
	}
	while ((time_ns - timeline->start_ns) / timeline->width_ns >= TIMELINE_BUCKETS)
		widen(timeline);
	timeline->last_ns = time_ns;
	timeline->calls[(time_ns - timeline->start_ns) / timeline->width_ns][cause]++;
}

uint32_t timeline_count(const struct timeline *timeline)
{
	if (!timeline->width_ns)
		return 0;
	return (timeline->last_ns - timeline->start_ns) / timeline->width_ns + 1;
}

uint64_t timeline_calls(const struct timeline *timeline, uint32_t bucket)
{
	uint64_t calls = 0;

	for (uint32_t cause = 0; cause < CAUSE_COUNT; cause++)
		calls += timeline->calls[bucket][cause];
	return calls;
}
