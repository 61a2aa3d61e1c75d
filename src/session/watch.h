/*
 * watch: what may end a run from outside: a signal, COMMAND's end, the end of
 * the process of -p; as descriptors to poll.
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
	int child;   /* and of COMMAND */

	int ending_signal;  /* that the user sent; 0: none yet */
	bool from_terminal; /* so COMMAND got it as well */
};

/*
 * Block SIGINT, SIGTERM and SIGHUP and take them by a descriptor; ignore
 * SIGPIPE, since a closed output is seen as EPIPE. SIGHUP stays ignored
 * where it was (nohup); SIGINT does not: a shell ignores it for background
 * jobs, and `kill -INT` is to end those too. 0 or -errno.
 */
int watch_open(struct watch *watch);
void watch_close(struct watch *watch);

/* Is tgid a process, and not another thread of one? Logs if it is not. */
enum status watch_check_tgid(uint32_t tgid);

/* Watch for its end as well. Logs what fails. */
enum status watch_process(struct watch *watch, uint32_t tgid);
enum status watch_child(struct watch *watch, pid_t pid);

/* Take the signals that have come. */
void watch_read_signals(struct watch *watch);

#endif
