/*
 * watch: the processes whose end is the end of a run, as descriptors to poll: COMMAND, and the
 * process of -p. session and loop call it.
 */
#ifndef SKBCLONE_SESSION_WATCH_H
#define SKBCLONE_SESSION_WATCH_H

#include "base/status.h"

#include <stdint.h>
#include <sys/types.h>

struct watch {
	int process; /* pidfd_open(2) of -p; -1: none */
	int child;   /* pidfd_open(2) of COMMAND; -1: none */
};

/* Watches nothing; watch_close() accepts it. */
#define WATCH_NONE ((struct watch){.process = -1, .child = -1})

void watch_close(struct watch *watch);

/* Check that tgid is not the id of another thread of a process. Logs failures. */
enum status watch_check_tgid(uint32_t tgid);

/* Watch for the end of this process. Logs failures. */
enum status watch_process(struct watch *watch, uint32_t tgid);
enum status watch_child(struct watch *watch, pid_t pid);

#endif
