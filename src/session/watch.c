#include "session/watch.h"

#include "base/io.h"
#include "base/language.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

void watch_close(struct watch *watch)
{
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
