/* debugfs: the kernel's debugging files, also on a machine that has not mounted them. */
#ifndef SKBCLONE_HOST_DEBUGFS_H
#define SKBCLONE_HOST_DEBUGFS_H

/* Returns a descriptor of the directory, which the caller closes, or -errno. Where debugfs
 * is not mounted it is one of a private mount, which ends with its last descriptor. root: a
 * descriptor of `/`. */
int debugfs_open(int root);

#endif
