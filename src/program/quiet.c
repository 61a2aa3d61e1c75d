#include "program/quiet.h"

#include "base/io.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

int quiet_begin(void)
{
	int saved, null, error = errno;

	if (log_is_verbose())
		return -1;
	saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (saved >= 0 && null >= 0)
		dup2(null, STDERR_FILENO);
	io_close(&null);
	errno = error;
	return saved;
}

void quiet_end(int saved)
{
	int error = errno;

	if (saved < 0)
		return;
	dup2(saved, STDERR_FILENO);
	close(saved);
	errno = error;
}
