/*
 * helper: a process that keeps one privilege after the main process, which parses untrusted
 * data, has dropped it. It does one small task, on request over a socket. It holds only the
 * descriptors of the task. It ends when the main process ends, even by SIGKILL. It is not a
 * child of the main process: COMMAND is the only child.
 */
#ifndef SKBCLONE_HOST_HELPER_H
#define SKBCLONE_HOST_HELPER_H

#include "host/sandbox.h"
#include "host/user.h"

struct helper {
	int socket; /* of type SOCK_STREAM; -1: no helper */
};

#define HELPER_NONE ((struct helper){.socket = -1})

struct helper_task {
	const char *name;        /* its comm, at most 15 bytes; `pkill -9 skbclone` must not
				  * match it, so that the helper can still clean up */
	struct sandbox sandbox;  /* the privileges it keeps */
	const int *fds;          /* the descriptors it keeps, at most two, then -1; NULL: none */
	const struct user *user; /* whose rights it has; NULL: as the process */

	/* The first descriptor is a directory, in which it may create, rename and remove
	 * files. It sees no other file, if the process may change its root directory. */
	bool sees_first_only;

	/* Do the task until the socket's end of file. fds: the kept descriptors in the same
	 * order. Signals that the main process blocks are blocked here too. */
	void (*serve)(int socket, const int *fds, const void *argument);
	const void *argument; /* for serve, with its content at helper_start() */
};

/* Start the helper, and wait until it is ready. Returns 0 or -errno. */
int helper_start(struct helper *helper, const struct helper_task *task);

/* Wait for so many bytes from the helper. Returns 0; -EPIPE: the helper is gone; -ECANCELED:
 * the user has stopped the run, see stop.h. */
int helper_receive(const struct helper *helper, void *bytes, size_t size);

/*
 * Send the helper a request, and wait until its answer can be read. The first signal does not
 * end the wait at once: it ends the run, whose end needs the answer too. Returns 0; -EPIPE: the
 * helper is gone; -ECANCELED: the user waits no more, see STOP_GRACE_MS, so ask nothing again:
 * this answer may still come.
 */
int helper_ask(const struct helper *helper, const void *request, size_t size);

/* Send the helper an end of file, and wait until it has exited. If the user does not wait so
 * long, it finishes its task alone. */
void helper_close(struct helper *helper);

#endif
