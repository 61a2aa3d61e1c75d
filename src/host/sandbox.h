/*
 * sandbox: what a process keeps once it only reads what the kernel hands over.
 * It may be fooled by what it reads, so it keeps nothing it does not use: no
 * capability, no way to gain one, and no system call but those of reading,
 * writing and ending.
 */
#ifndef SKBCLONE_HOST_SANDBOX_H
#define SKBCLONE_HOST_SANDBOX_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct sandbox {
	uint64_t capabilities; /* to keep: a set as in capability.h */
	pid_t signalled;       /* the one process that kill(2) may be about; 0: none */
	bool opens_perf_events;
};

/*
 * Enter it for good, and verify that it holds. What fails is logged, and then
 * the process is not to go on: STATUS_FAILED. Files that are open stay usable.
 */
enum status sandbox_enter(const struct sandbox *sandbox);

#endif
