/*
 * workspace: the directories that a compile runs in, since libbcc wants
 * headers as files, and takes some from the current directory. Root's are in
 * memory, in a mount namespace of the compiler's own: nobody else can reach
 * them, and they are gone with it, however it or we end. Who may not mount has
 * a directory of mode 0700 in /tmp, which a helper removes; TMPDIR is not asked.
 */
#ifndef SKBCLONE_PROGRAM_WORKSPACE_H
#define SKBCLONE_PROGRAM_WORKSPACE_H

#include "host/helper.h"

struct workspace {
	char path[32];
	char kernel[48]; /* the stand-in kernel headers */
	struct helper remover;
};

/* Choose the place, and have it removed at our end. 0 or -errno. */
int workspace_open(struct workspace *workspace);

/* In the child that is to become the compiler, with our descriptors still open:
 * write the stand-in kernel headers, and make an empty directory the current
 * one. 0 or -errno. */
int workspace_enter(const struct workspace *workspace);

/* Once the child has ended: remove what is left. */
void workspace_close(struct workspace *workspace);

#endif
