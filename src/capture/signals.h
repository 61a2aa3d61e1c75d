/* signals: those that end a run, as a descriptor to poll. */
#ifndef SKBCLONE_CAPTURE_SIGNALS_H
#define SKBCLONE_CAPTURE_SIGNALS_H

/*
 * Block SIGINT, SIGTERM and SIGHUP and give a signalfd(2) for them; ignore
 * SIGPIPE, since a closed output is seen as EPIPE. SIGHUP stays ignored where
 * it was (nohup); SIGINT does not: a shell ignores it for background jobs, and
 * `kill -INT` is to end those too. The descriptor, or -1 with errno.
 */
int signals_open(void);

#endif
