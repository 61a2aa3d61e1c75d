#include "base/stop.h"

#include "base/clock.h"
#include "base/io.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/time.h>
#include <unistd.h>

static struct {
	int signals;    /* signalfd(2); -1: signals have their default */
	bool came;      /* a signal that stops the run */
	bool is_shared; /* the next Ctrl-C at the terminal is COMMAND's */
	bool is_stuck;  /* after the stop, an output took nothing */
	bool has_timer; /* SIGALRM interrupts a system call, and does nothing else */
} stop = {.signals = -1};

static void interrupt(int signal)
{
	(void)signal;
}

/* Have SIGALRM interrupt a system call: without SA_RESTART, so that write(2) returns. */
static void prepare_timer(void)
{
	if (!stop.has_timer)
		stop.has_timer =
			sigaction(SIGALRM, &(struct sigaction){.sa_handler = interrupt}, NULL) == 0;
}

int stop_open(void)
{
	struct sigaction hangup;
	sigset_t watched;

	stop_close();
	prepare_timer(); /* the sandbox forbids it later */
	sigemptyset(&watched);
	sigaddset(&watched, SIGINT);
	sigaddset(&watched, SIGTERM);
	/* A blocked signal comes even if it is ignored, as nohup(1) does. */
	if (sigaction(SIGHUP, NULL, &hangup) == 0 && hangup.sa_handler != SIG_IGN)
		sigaddset(&watched, SIGHUP);
	if (sigprocmask(SIG_BLOCK, &watched, NULL) < 0 || signal(SIGPIPE, SIG_IGN) == SIG_ERR)
		return -errno;
	stop.signals = signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
	return stop.signals < 0 ? -errno : 0;
}

void stop_close(void)
{
	io_close(&stop.signals);
	stop.came = stop.is_shared = stop.is_stuck = false;
}

void stop_leave(void)
{
	stop.signals = -1;
	stop.came = true;
	stop.is_stuck = false;
}

/* Read the signals that have come. Did one of them stop the run? */
static bool take_signals(void)
{
	struct signalfd_siginfo info;
	bool stops = false;

	if (stop.signals < 0)
		return false;
	while (read(stop.signals, &info, sizeof(info)) == sizeof(info)) {
		/* The kernel itself sends what was typed; kill(2) reaches us alone. */
		if (info.ssi_signo == SIGINT && info.ssi_code == SI_KERNEL && stop.is_shared)
			stop.is_shared = false;
		else
			stops = true;
	}
	stop.came = stop.came || stops;
	return stops;
}

bool stop_came(void)
{
	(void)take_signals();
	return stop.came;
}

void stop_share(bool is_shared)
{
	/* COMMAND may have ended by the very Ctrl-C that we have not read yet. */
	(void)take_signals();
	stop.is_shared = is_shared;
}

/* Returns the time until the deadline, in ms for poll(2). UINT64_MAX: there is none. */
static int time_left(uint64_t deadline)
{
	uint64_t now = clock_ns();

	if (deadline == UINT64_MAX)
		return -1;
	return now >= deadline ? 0 : (int)((deadline - now) / CLOCK_NS_PER_MS) + 1;
}

int stop_poll(struct pollfd *polled, size_t count, int timeout_ms)
{
	const bool had_come = stop_came();
	const bool is_short = had_come && (timeout_ms < 0 || timeout_ms > STOP_GRACE_MS);
	const int limit_ms = is_short ? STOP_GRACE_MS : timeout_ms;
	const uint64_t deadline =
		limit_ms < 0 ? UINT64_MAX : clock_ns() + (uint64_t)limit_ms * CLOCK_NS_PER_MS;
	struct pollfd all[STOP_POLL_MAX + 1];
	int ready;

	memcpy(all, polled, count * sizeof(*polled));
	all[count] = (struct pollfd){.fd = stop.signals, .events = POLLIN};
	for (;;) {
		ready = poll(all, count + 1, time_left(deadline));
		if (ready < 0 && errno != EINTR)
			return -errno;
		if (ready > 0 && all[count].revents && take_signals())
			return -ECANCELED;
		if (ready > 0 && all[count].revents)
			ready--; /* a signal for COMMAND */
		if (ready > 0 || time_left(deadline) == 0)
			break;
	}
	for (size_t i = 0; i < count; i++)
		polled[i].revents = ready > 0 ? all[i].revents : 0;
	return ready > 0 ? ready : had_come ? -ECANCELED : 0;
}

int stop_wait(int fd, short events, int timeout_ms)
{
	return stop_poll(&(struct pollfd){.fd = fd, .events = events}, 1, timeout_ms);
}

int stop_sleep(int ms)
{
	return stop_wait(-1, 0, ms);
}

int stop_read_exactly(int fd, void *bytes, size_t size)
{
	for (char *at = bytes, *end = at + size; at < end;) {
		int ready = stop_wait(fd, POLLIN, -1);
		ssize_t got = ready < 0 ? ready : read(fd, at, end - at);

		if (ready < 0)
			return ready;
		if (got < 0 && errno != EINTR && errno != EAGAIN)
			return -errno;
		if (got == 0)
			return -EPIPE;
		at += got > 0 ? got : 0;
	}
	return 0;
}

/* Neither poll(2) nor O_NONBLOCK will do: a terminal that is not read polls writable and then
 * blocks, and O_NONBLOCK would be set for all who share the descriptor. So a timer interrupts
 * the write, again and again in case that it came before the write had begun. */
ssize_t stop_write(int fd, const void *bytes, size_t size)
{
	const struct timeval tick = {.tv_usec = STOP_WRITE_MS * 1000};
	ssize_t written;

	prepare_timer();
	setitimer(ITIMER_REAL, &(struct itimerval){tick, tick}, NULL);
	written = write(fd, bytes, size);
	if (written < 0)
		written = errno == EINTR ? -EAGAIN : -errno;
	setitimer(ITIMER_REAL, &(struct itimerval){0}, NULL);
	return written;
}

int stop_write_all(int fd, const void *bytes, size_t size)
{
	const char *at = bytes, *end = at + size;
	uint64_t deadline = 0;

	while (at < end) {
		ssize_t written = stop_write(fd, at, end - at);

		if (written < 0 && written != -EAGAIN)
			return written;
		at += written > 0 ? written : 0;
		if (at == end)
			break;
		if (stop_came() && !deadline)
			deadline = clock_ns() + (uint64_t)STOP_GRACE_MS * CLOCK_NS_PER_MS;
		if (deadline && (stop.is_stuck || clock_ns() >= deadline)) {
			stop.is_stuck = true;
			return -ECANCELED;
		}
		/* Not on the descriptor: what polls writable need not take the next byte. */
		if (written < 0)
			poll(NULL, 0, STOP_WRITE_MS);
	}
	return 0;
}
