/*
 * sandbox: drops the privileges of a process that from now on only reads data from the
 * kernel. That data is untrusted, so the process keeps only what it uses: the named
 * capabilities, no way to gain more, and the system calls of reading, writing and exiting.
 */
#ifndef SKBCLONE_HOST_SANDBOX_H
#define SKBCLONE_HOST_SANDBOX_H

#include "base/status.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct sandbox {
	uint64_t capabilities; /* the set to keep, see capability.h */
	pid_t signalled;       /* the only process that kill(2) may signal; 0: none */
	bool opens_perf_events;
	bool removes_files; /* and directories, at any path */
	int directory;      /* in it files may be created, renamed and removed; 0: in none */
};

/* How a file is created in that directory; the sandbox allows no other way to open one. */
enum { SANDBOX_CREATE = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC };

/*
 * Enter the sandbox for good, and verify that it holds. Returns STATUS_OK, or logs and
 * returns STATUS_FAILED; then the process must exit. Open files stay usable.
 */
enum status sandbox_enter(const struct sandbox *sandbox);

#endif
