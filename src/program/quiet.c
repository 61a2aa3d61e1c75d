#include "program/quiet.h"

#include "base/io.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int quiet_begin(void)
{
	int error = errno;
	int saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	int aside = log_is_verbose() ? memfd_create("libbcc", MFD_CLOEXEC)
				     : open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (aside < 0 || saved < 0 || dup2(aside, STDERR_FILENO) < 0)
		io_close(&saved);
	io_close(&aside);
	errno = error;
	return saved;
}

static void show(int aside)
{
	char text[LOG_LINE_SIZE];
	ssize_t got;

	for (off_t at = 0; (got = pread(aside, text, sizeof(text), at)) > 0; at += got) {
		const char *newline = memrchr(text, '\n', got);

		if (newline)
			got = newline + 1 - text;
		log_foreign(text, got);
	}
}

void quiet_end(int saved)
{
	int error = errno, aside;

	if (saved < 0)
		return;
	aside = log_is_verbose() ? fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1) : -1;
	dup2(saved, STDERR_FILENO);
	close(saved);
	if (aside >= 0)
		show(aside);
	io_close(&aside);
	errno = error;
}
