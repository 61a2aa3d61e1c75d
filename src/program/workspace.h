/*
 * workspace: the directories of one compile. libbcc needs headers as files, and takes some
 * from the current directory. If we may mount, they are in memory, in the compiler's own
 * mount namespace: nobody else can reach them, and they vanish with the compiler, however
 * it or we end. If not (no CAP_SYS_ADMIN, a chroot, some containers), they are in a
 * directory of mode 0700 in /tmp, which a helper removes; TMPDIR is ignored. compile calls
 * it.
 */
#ifndef SKBCLONE_PROGRAM_WORKSPACE_H
#define SKBCLONE_PROGRAM_WORKSPACE_H

#include "host/helper.h"

struct workspace {
	char path[32];
	char kernel[48]; /* the stand-in kernel headers */
	struct helper remover;
};

/* Choose the place, and start the helper if one is needed. Returns 0 or -errno. */
int workspace_open(struct workspace *workspace);

/* Call in the child before it executes the compiler, with our descriptors still open.
 * Writes the stand-in kernel headers, and changes to an empty directory. Returns 0 or
 * -errno. */
int workspace_enter(const struct workspace *workspace);

/* Call after the child has ended. Removes what is left. */
void workspace_close(struct workspace *workspace);

#endif
