/*
 * counters: the map in which each CPU counts its calls, mapped into our
 * memory: reading it costs no system call, and a system call on a map would
 * make the kernel skip the program on that CPU for as long.
 */
#ifndef SKBCLONE_SOURCE_COUNTERS_H
#define SKBCLONE_SOURCE_COUNTERS_H

#include "event/ledger.h"

#include <stdbool.h>
#include <stdint.h>

struct counters {
	const struct skbclone_counts *slots;
	uint32_t cpu_count;
	uint64_t *calls; /* of each CPU, at the time of candidate_ns */
	uint64_t candidate_ns;
	uint64_t settled_ns;
};

/* 0 or -errno. */
int counters_open(struct counters *counters, int map, uint32_t cpu_count);
void counters_close(struct counters *counters);

/*
 * A time (CLOCK_MONOTONIC, ns) such that every call whose event bears an
 * earlier one has been handed over to its buffer: the program counts a call
 * before it reads the clock, and counts it done after the hand-over. A CPU
 * that is between the two holds the time back.
 */
uint64_t counters_settled(struct counters *counters);

/* Is no CPU between counting a call and handing it over? */
bool counters_idle(const struct counters *counters);

/* The sums over all CPUs. */
struct kernel_account counters_account(const struct counters *counters);

/* How many calls this CPU found without a live ring. */
uint64_t counters_closed(const struct counters *counters, uint32_t cpu);

#endif
