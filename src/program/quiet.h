/*
 * quiet: libbcc prints some failures to stderr by itself, in words of its own and beside
 * ours. Between begin and end stderr leads nowhere, unless -v asks for those lines.
 */
#ifndef SKBCLONE_PROGRAM_QUIET_H
#define SKBCLONE_PROGRAM_QUIET_H

/* What quiet_end() needs; errno stays as it is in both. */
int quiet_begin(void);
void quiet_end(int saved);

#endif
