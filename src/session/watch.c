#include "session/watch.h"

#include "base/io.h"
#include "base/language.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

int watch_open(struct watch *watch)
{
	sigset_t watched;

	*watch = (struct watch){.signals = -1, .process = -1, .child = -1};
	sigemptyset(&watched);
	sigaddset(&watched, SIGINT);
	sigaddset(&watched, SIGTERM);
	sigaddset(&watched, SIGHUP);
	/* An ignored signal does not reach a signalfd. */
	if (sigprocmask(SIG_BLOCK, &watched, NULL) < 0 || signal(SIGINT, SIG_DFL) == SIG_ERR ||
	    signal(SIGTERM, SIG_DFL) == SIG_ERR || signal(SIGPIPE, SIG_IGN) == SIG_ERR)
		return -errno;
	watch->signals = signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
	return watch->signals < 0 ? -errno : 0;
}

void watch_close(struct watch *watch)
{
	io_close(&watch->signals);
	io_close(&watch->process);
	io_close(&watch->child);
}

/* Returns the Tgid of /proc/TID/status, which exists for every thread; 0: no such
 * thread. */
static uint32_t tgid_of(uint32_t tid)
{
	char path[32], text[4096];
	const char *line;

	snprintf(path, sizeof(path), "/proc/%u/status", tid);
	if (io_read_file(AT_FDCWD, path, text, sizeof(text)) < 0)
		return 0;
	line = strstr(text, "\nTgid:");
	return line ? strtoul(line + strlen("\nTgid:"), NULL, 10) : 0;
}

enum status watch_check_tgid(uint32_t tgid)
{
	uint32_t of = tgid_of(tgid);

	if (of == 0 || of == tgid)
		return STATUS_OK;
	log_error("--pid: %u is the id of a thread", tgid);
	log_hint("the thread belongs to process %u", of);
	return STATUS_USAGE;
}

enum status watch_process(struct watch *watch, uint32_t tgid)
{
	watch->process = syscall(SYS_pidfd_open, tgid, 0);
	if (watch->process >= 0)
		return STATUS_OK;
	log_error("--pid: %u: %s", tgid, errno == ESRCH ? _("no such process") : strerror(errno));
	return STATUS_FAILED;
}

enum status watch_child(struct watch *watch, pid_t pid)
{
	watch->child = syscall(SYS_pidfd_open, pid, 0);
	if (watch->child >= 0)
		return STATUS_OK;
	log_failure(errno, "command");
	return STATUS_FAILED;
}

void watch_read_signals(struct watch *watch)
{
	struct signalfd_siginfo info;

	while (read(watch->signals, &info, sizeof(info)) == sizeof(info)) {
		if (watch->ending_signal)
			continue;
		watch->ending_signal = info.ssi_signo;
		watch->from_terminal = info.ssi_code == SI_KERNEL;
	}
}
