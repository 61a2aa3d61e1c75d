/* capability: the capabilities(7) of this process, as sets with one bit for each. */
#ifndef SKBCLONE_HOST_CAPABILITY_H
#define SKBCLONE_HOST_CAPABILITY_H

#include <stdbool.h>
#include <stdint.h>

/* New in Linux 5.8: linux/capability.h of older distributions lacks them. */
enum { CAPABILITY_PERFMON = 38, CAPABILITY_BPF = 39 };

/* The set of one capability, by its number in linux/capability.h. */
#define CAPABILITY(number) (1ULL << (number))

/* Is this capability in the effective set? */
bool capability_has(int number);

/* Drop all capabilities for good, except those of `kept` that the process has, and verify
 * that they are gone. Returns 0 or -errno. */
int capability_keep(uint64_t kept);

#endif
