/* clock: CLOCK_MONOTONIC in nanoseconds. The events use the same clock. */
#ifndef SKBCLONE_BASE_CLOCK_H
#define SKBCLONE_BASE_CLOCK_H

#include <stdint.h>
#include <time.h>

enum { CLOCK_NS_PER_MS = 1000000, CLOCK_NS_PER_SECOND = 1000000000 };

static inline uint64_t clock_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * CLOCK_NS_PER_SECOND + now.tv_nsec;
}

/* The time in `ms` milliseconds. */
static inline uint64_t clock_in_ms(int ms)
{
	return clock_ns() + (uint64_t)ms * CLOCK_NS_PER_MS;
}

#endif
