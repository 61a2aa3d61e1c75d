/*
 * child: COMMAND, traced from its first instruction to its end. It is forked after the
 * probe is attached: the fork makes it a member of the followed tree. So COMMAND does not
 * run if an earlier step fails. session calls it.
 */
#ifndef SKBCLONE_SESSION_CHILD_H
#define SKBCLONE_SESSION_CHILD_H

#include "base/status.h"
#include "host/user.h"

#include <stdbool.h>
#include <sys/resource.h>
#include <sys/types.h>

struct child {
	char **arguments; /* borrowed; NULL: no COMMAND */
	char *path;
	struct user user;
	struct rlimit memlock; /* our caller's, for COMMAND: libbcc raises ours */
	pid_t pid;             /* 0: not started, or has ended */
	int wait_status;
};

void child_init(struct child *child, char **arguments);
void child_release(struct child *child);

/* Find COMMAND in PATH, and its user (NULL: see user_find()). Returns 0, or skbclone's exit
 * status: 126, 127 or a failure. Logs failures. */
int child_find(struct child *child, const char *user);

/* Start COMMAND, unless a signal has stopped the run before; then child->pid is 0.
 * join_stdout: its stdout goes to our stderr. Returns 0, or skbclone's exit status: 126, 127
 * or a failure. Logs failures. */
int child_start(struct child *child, bool join_stdout);

/* Has COMMAND ended? Does not wait. */
bool child_ended(struct child *child);

/* Returns COMMAND's exit status, or 128 + the signal that ended it. */
int child_status(const struct child *child);

/* The run ends before COMMAND: send COMMAND SIGTERM, and wait at most 1 s for its end. */
void child_stop(struct child *child);

#endif
