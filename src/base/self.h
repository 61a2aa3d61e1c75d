/* self: what belongs to this program, found from where the program is, so that
 * a build tree and any place of installation work alike. Neither PATH nor the
 * environment is asked. */
#ifndef SKBCLONE_BASE_SELF_H
#define SKBCLONE_BASE_SELF_H

#include <limits.h>

/*
 * Find a file or directory by the first of two paths that is there, both
 * relative to the program's own directory: in the build tree, and where it is
 * installed. 0, or -ENOENT, and then path is the second.
 */
int self_find(char path[PATH_MAX], const char *built, const char *installed);

#endif
