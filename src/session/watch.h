/*
 * watch: the events from outside that end a run, as descriptors to poll: a signal, the end
 * of COMMAND, the end of the process of -p. session and loop call it.
 */
#ifndef SKBCLONE_SESSION_WATCH_H
#define SKBCLONE_SESSION_WATCH_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct watch {
	int signals; /* signalfd(2) */
	int process; /* pidfd_open(2) of -p; -1: none */
	int child;   /* pidfd_open(2) of COMMAND; -1: none */

	int ending_signal;  /* the first that came; 0: none yet */
	bool from_terminal; /* then COMMAND got it too */
};

/*
 * Block SIGINT, SIGTERM and SIGHUP, and receive them through a signalfd. Ignore SIGPIPE: a
 * write to a closed output returns EPIPE. SIGHUP stays ignored if it was (nohup). SIGINT
 * does not: shells ignore it for background jobs, and `kill -INT` must end those too.
 * Returns 0 or -errno.
 */
int watch_open(struct watch *watch);
void watch_close(struct watch *watch);

/* Check that tgid is not the id of another thread of a process. Logs failures. */
enum status watch_check_tgid(uint32_t tgid);

/* Watch for the end of this process. Logs failures. */
enum status watch_process(struct watch *watch, uint32_t tgid);
enum status watch_child(struct watch *watch, pid_t pid);

/* Read the signals that have come. */
void watch_read_signals(struct watch *watch);

#endif
