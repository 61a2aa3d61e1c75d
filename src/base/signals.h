/*
 * signals: what skbclone does with signals, whatever its caller did. main() calls
 * signals_init(). COMMAND gets back what the caller had.
 */
#ifndef SKBCLONE_BASE_SIGNALS_H
#define SKBCLONE_BASE_SIGNALS_H

#include <stdbool.h>
#include <sys/types.h>

/* Keep the caller's mask and dispositions, and set our own: nothing is blocked, and the
 * table in signals.c. Call this once, first of all. */
void signals_init(void);

/* Set the caller's mask and dispositions again, in the process that becomes COMMAND. SIGPIPE
 * gets its default. A signal that is pending comes now. */
void signals_restore(void);

/* In a child: get this signal when `parent`, which has forked us, ends. Returns false if it
 * has ended already. A later change of credentials ends this. */
bool signals_follow_parent(pid_t parent, int signal);

#endif
