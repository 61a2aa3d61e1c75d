/*
 * environment: the variables of our caller. Some choose the behaviour of libraries: with
 * GCONV_PATH the C library loads foreign code. So this process keeps only the few that it
 * reads itself. COMMAND gets all of them. main() and session/child call it.
 */
#ifndef SKBCLONE_BASE_ENVIRONMENT_H
#define SKBCLONE_BASE_ENVIRONMENT_H

/* Keep only the variables of the list. Call this first, before any library reads one. */
void environment_init(void);

/* In the process that becomes COMMAND: have all variables of our caller again. */
void environment_restore(void);

#endif
