/*
 * quiet: hides messages that libbcc itself prints to stderr, beside ours. Between begin and
 * end, stderr is /dev/null; with -v a file in memory, which log.h shows at the end: a write of
 * libbcc to a full pipe could not be stopped. loaded and attach call it.
 */
#ifndef SKBCLONE_PROGRAM_QUIET_H
#define SKBCLONE_PROGRAM_QUIET_H

/* Returns the saved stderr for quiet_end(); -1: nothing to restore. Both keep errno. */
int quiet_begin(void);
void quiet_end(int saved);

#endif
