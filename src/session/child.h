/*
 * child: COMMAND, traced from its first instruction to its end. It is forked
 * once the probe is attached, because it is the fork that makes it a member of
 * the tree that is followed; so it cannot run if anything before fails.
 */
#ifndef SKBCLONE_SESSION_CHILD_H
#define SKBCLONE_SESSION_CHILD_H

#include "base/status.h"
#include "host/user.h"

#include <signal.h>
#include <stdbool.h>
#include <sys/resource.h>
#include <sys/types.h>

/* What the caller gave us and COMMAND is to get. */
struct inherited {
	sigset_t mask;
	struct sigaction interrupt;
	struct sigaction terminate;
	struct rlimit memlock; /* libbcc raises it */
};

struct child {
	char **arguments; /* borrowed; NULL: there is no COMMAND */
	char *path;
	struct user user;
	struct inherited inherited;
	pid_t pid; /* 0: not started, or ended */
	int wait_status;
};

/* Remember what COMMAND is to inherit; before signals are touched. */
void child_init(struct child *child, char **arguments);
void child_release(struct child *child);

/*
 * Find COMMAND in PATH, and the user it is to run as (NULL: see user_find()).
 * 0, or the exit status with which skbclone ends: 126, 127 or a failure; logged.
 */
int child_find(struct child *child, const char *user);

/*
 * Start it. Its stdout is our stderr if join_stdout. 0, or the exit status
 * with which skbclone ends: 126, 127, or a failure; logged.
 */
int child_start(struct child *child, bool join_stdout);

/* Has it ended? Does not wait; SIGCHLD tells when to ask. */
bool child_ended(struct child *child);

/* Its own exit status, or 128 + the signal that ended it. */
int child_status(const struct child *child);

/* The run ends before COMMAND: send it the signal (0: none), and wait for its
 * end at most 1 s. */
void child_stop(struct child *child, int signal);

#endif
