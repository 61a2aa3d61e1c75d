/*
 * counters: the map in which each CPU counts its calls, mapped into our memory. Reading it
 * needs no system call: during a system call on a map, the kernel would skip the program on
 * that CPU. session and the sources call it.
 */
#ifndef SKBCLONE_SOURCE_COUNTERS_H
#define SKBCLONE_SOURCE_COUNTERS_H

#include "event/ledger.h"

#include <stdbool.h>
#include <stdint.h>

struct counters {
	const struct skbclone_counts *slots;
	uint32_t cpu_count;
	uint64_t *calls; /* of the first `noted` CPUs, read at candidate_ns */
	uint32_t noted;
	uint64_t candidate_ns;
	uint64_t settled_ns;
};

/* map: descriptor of `counts`, borrowed. Returns 0 or -errno. */
int counters_open(struct counters *counters, int map, uint32_t cpu_count);
void counters_close(struct counters *counters);

/* Returns how many CPUs to look at: those after them have made no call yet. A machine may have
 * many more possible CPUs than there are, so nothing else looks at all of them. */
uint32_t counters_used(const struct counters *counters);

/* Returns a time (CLOCK_MONOTONIC, ns). All calls with an earlier event time have been
 * submitted or refused. The program counts a call before it reads the clock, and counts it
 * as done after submitting. A CPU between the two holds the time back. */
uint64_t counters_settled(struct counters *counters);

/* Returns the sums over all CPUs. */
struct kernel_account counters_account(const struct counters *counters);

/* Has every counted call been submitted or refused? */
bool counters_idle(const struct counters *counters);

/* Returns how many calls were refused because this CPU had no live ring. */
uint64_t counters_closed(const struct counters *counters, uint32_t cpu);

#endif
