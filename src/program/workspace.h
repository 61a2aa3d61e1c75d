/*
 * workspace: the private directory that a compile runs in, since libbcc wants
 * headers as files, and takes some from the current directory. Mode 0700,
 * always below /tmp: TMPDIR is not asked.
 */
#ifndef SKBCLONE_PROGRAM_WORKSPACE_H
#define SKBCLONE_PROGRAM_WORKSPACE_H

struct workspace {
	char path[32];   /* empty: there is none */
	char kernel[48]; /* the stand-in headers */
	char empty[48];  /* a current directory */
};

/* Make the directory and write the stand-in kernel headers. 0 or -errno. */
int workspace_open(struct workspace *workspace);

/* Remove it and all that is in it. */
void workspace_close(struct workspace *workspace);

#endif
