/*
 * helper: a process that keeps a privilege which we, who read what may fool us,
 * give up: for one small task, asked for over a socket. It holds no descriptor
 * but what the task needs, and ends when we do, however that is. It is not our
 * child: of those there is COMMAND alone.
 */
#ifndef SKBCLONE_HOST_HELPER_H
#define SKBCLONE_HOST_HELPER_H

#include "host/sandbox.h"

struct helper {
	int socket; /* of type SOCK_STREAM; -1: there is none */
};

#define HELPER_NONE ((struct helper){.socket = -1})

struct helper_task {
	const char *name;       /* its comm, at most 15 bytes; one that `pkill -9 skbclone`
				 * does not match, so that it can tidy up */
	struct sandbox sandbox; /* what it keeps */
	const int *fds;         /* the descriptors it keeps, at most two, then -1; NULL: none */

	/* Do the task, until the socket's end of file; fds: the kept descriptors
	 * in their order. Signals are blocked as they are in us. */
	void (*serve)(int socket, const int *fds, const void *argument);
	const void *argument; /* as it is when the helper starts */
};

/* 0 or -errno. */
int helper_start(struct helper *helper, const struct helper_task *task);

/* Tell it by end of file to end, and wait until it has. */
void helper_close(struct helper *helper);

#endif
