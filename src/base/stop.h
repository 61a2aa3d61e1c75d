/*
 * stop: ends a run when the user asks for it. SIGINT, SIGTERM and SIGHUP are blocked, and
 * come through one signalfd. Whatever we wait for (a helper, the compiler, a lock, a reader
 * of our output), we wait for it by the functions below, so a signal ends each wait. An end
 * by a signal is the error -ECANCELED, which log_failure() turns into STATUS_STOPPED without
 * a word.
 *
 * There is one state in each process, because signals belong to processes. Without
 * stop_open() the functions wait without a signalfd; the signals then have their default.
 */
#ifndef SKBCLONE_BASE_STOP_H
#define SKBCLONE_BASE_STOP_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* What is still waited for after the user has stopped the run: so long at most. */
enum { STOP_GRACE_MS = 1000 };

/* From now on signals stop the run. SIGPIPE is ignored: a write to a closed output fails with
 * EPIPE. Returns 0 or -errno. */
int stop_open(void);
void stop_close(void);

/* In a child that is not the run: no signal stops it. Nobody waits for what it says, so its
 * log gives up after STOP_GRACE_MS. Closes nothing. */
void stop_leave(void);

/* Has a signal come that stops the run? */
bool stop_came(void);

/*
 * COMMAND lives, or has ended. While it lives, the first Ctrl-C at the terminal is COMMAND's:
 * the terminal sends it to COMMAND too, and it does not stop the run. The next one does, and
 * so does every other signal.
 */
void stop_share(bool is_shared);

/*
 * poll(2), for at most timeout_ms; -1: no limit. Returns the number of descriptors that are
 * ready, 0 after the timeout, or -errno. -ECANCELED: a signal came meanwhile, or one had come
 * before, and the timeout or STOP_GRACE_MS are over. count: at most STOP_POLL_MAX. */
enum { STOP_POLL_MAX = 8 };
int stop_poll(struct pollfd *polled, size_t count, int timeout_ms);

/* Wait until the descriptor is ready for `events`. Returns 1, or as stop_poll(). */
int stop_wait(int fd, short events, int timeout_ms);

/* Sleep. Returns 0 or -ECANCELED. */
int stop_sleep(int ms);

/* As io_read_exactly(). Also returns -ECANCELED. */
int stop_read_exactly(int fd, void *bytes, size_t size);

/*
 * One write(2), which blocks for STOP_WRITE_MS at most, on a descriptor of any type. Returns
 * the number of bytes written; -EAGAIN: none in this time; or another -errno.
 */
enum { STOP_WRITE_MS = 50 };
ssize_t stop_write(int fd, const void *bytes, size_t size);

/* Write all bytes, also to a descriptor that somebody has made O_NONBLOCK. Waits for the
 * reader without a limit, but after a stop for STOP_GRACE_MS only, and then no more at all.
 * Returns 0 or -errno; -ECANCELED: the reader did not take all of it. */
int stop_write_all(int fd, const void *bytes, size_t size);

#endif
