#include "program/progress.h"

#include "base/clock.h"
#include "base/io.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>

void progress_start(struct progress *progress, pid_t pid)
{
	*progress = (struct progress){.pid = pid, .looked_ns = clock_ns()};
}

/* Its state and CPU time: fields 3, 14 and 15 of /proc/PID/stat, proc(5). False: it cannot
 * be read. */
static bool look(pid_t pid, char *state, uint64_t *cpu_ticks)
{
	unsigned long user, system;
	char path[32], text[1024];
	const char *behind_comm;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	if (io_read_file(AT_FDCWD, path, text, sizeof(text)) < 0)
		return false;
	behind_comm = strrchr(text, ')');
	if (!behind_comm ||
	    sscanf(behind_comm + 1, " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", state,
		   &user, &system) != 3)
		return false;
	*cpu_ticks = user + system;
	return true;
}

bool progress_is_hung(struct progress *progress)
{
	uint64_t now = clock_ns(), passed = now - progress->looked_ns;
	uint64_t cpu_ticks = progress->cpu_ticks;
	char state = '?';

	progress->looked_ns = now;
	if (passed > 2ULL * CLOCK_NS_PER_SECOND)
		passed = 2ULL * CLOCK_NS_PER_SECOND;
	if (look(progress->pid, &state, &cpu_ticks) &&
	    (state == 'T' || state == 't' || cpu_ticks != progress->cpu_ticks)) {
		progress->cpu_ticks = cpu_ticks;
		progress->idle_ns = 0;
		return false;
	}
	progress->idle_ns += passed;
	return progress->idle_ns >= (uint64_t)PROGRESS_LIMIT_S * CLOCK_NS_PER_SECOND;
}
