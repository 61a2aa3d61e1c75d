#include "host/switches.h"

#include "base/io.h"
#include "host/debugfs.h"

#include <fcntl.h>

/* On x86, ftrace calls a kprobe at a function's entry (CONFIG_KPROBES_ON_FTRACE). On arm64 a
 * breakpoint does, whatever the switch of ftrace is. */
#ifdef __x86_64__
static const bool kprobes_need_ftrace = true;
#else
static const bool kprobes_need_ftrace = false;
#endif

void switches_open(struct switches *switches, int root, enum way way)
{
	int debugfs = way == WAY_KPROBE ? debugfs_open(root) : -1;

	*switches = SWITCHES_CLOSED;
	if (debugfs >= 0)
		switches->kprobes = openat(debugfs, "kprobes/enabled", O_RDONLY | O_CLOEXEC);
	if (way == WAY_FENTRY || kprobes_need_ftrace)
		switches->ftrace =
			openat(root, "proc/sys/kernel/ftrace_enabled", O_RDONLY | O_CLOEXEC);
	io_close(&debugfs);
}

bool switches_are_on(const struct switches *switches)
{
	return !io_is_off(switches->kprobes) && !io_is_off(switches->ftrace);
}

void switches_close(struct switches *switches)
{
	io_close(&switches->kprobes);
	io_close(&switches->ftrace);
}
