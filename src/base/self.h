/* self: finds files that belong to this program, relative to the program's own directory.
 * So a build tree and any place of installation work alike. Ignores PATH and the
 * environment. */
#ifndef SKBCLONE_BASE_SELF_H
#define SKBCLONE_BASE_SELF_H

#include <limits.h>

/*
 * Find a file or directory at the first of two paths that exists. Both are relative to the
 * program's own directory: `built` in the build tree, `installed` after installation.
 * Returns 0, -ENOENT (path then holds the second path) or another -errno.
 */
int self_find(char path[PATH_MAX], const char *built, const char *installed);

#endif
