/*
 * selftest_why: makes calls of known causes, and compares what is told of each with a table:
 * cause, caller, context and count by `why`, the same and the packet by `perf-output -w`.
 */
#ifndef SKBCLONE_CMD_SELFTEST_WHY_H
#define SKBCLONE_CMD_SELFTEST_WHY_H

/* Test `why` and `perf-output -w`, and print the line of the result. Returns an exit status. */
int selftest_why(void);

#endif
