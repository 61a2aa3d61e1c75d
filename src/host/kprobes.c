#include "host/kprobes.h"

#include "base/io.h"
#include "base/log.h"
#include "host/debugfs.h"

#include <fcntl.h>
#include <unistd.h>

/* On x86, ftrace calls a probe at a function's entry (CONFIG_KPROBES_ON_FTRACE). On arm64 a
 * breakpoint does, whatever the switch of ftrace is. */
#ifdef __x86_64__
static const bool needs_ftrace = true;
#else
static const bool needs_ftrace = false;
#endif

void kprobes_open(struct kprobes *kprobes, int root)
{
	int debugfs = debugfs_open(root);

	*kprobes = KPROBES_CLOSED;
	if (debugfs >= 0)
		kprobes->enabled = openat(debugfs, "kprobes/enabled", O_RDONLY | O_CLOEXEC);
	if (needs_ftrace)
		kprobes->ftrace =
			openat(root, "proc/sys/kernel/ftrace_enabled", O_RDONLY | O_CLOEXEC);
	io_close(&debugfs);
}

void kprobes_close(struct kprobes *kprobes)
{
	io_close(&kprobes->enabled);
	io_close(&kprobes->ftrace);
}

bool kprobes_are_on(const struct kprobes *kprobes)
{
	return !io_is_off(kprobes->enabled) && !io_is_off(kprobes->ftrace);
}

static enum status check_switches(const struct kprobes *kprobes)
{
	if (io_is_off(kprobes->enabled)) {
		log_error("kprobes: switched off: kprobes/enabled of debugfs is 0");
		log_hint("in a mounted debugfs: echo 1 > /sys/kernel/debug/kprobes/enabled");
		return STATUS_UNSUPPORTED;
	}
	if (io_is_off(kprobes->ftrace)) {
		log_error("kprobes: switched off: kernel.ftrace_enabled is 0");
		log_hint("sysctl kernel.ftrace_enabled=1");
		return STATUS_UNSUPPORTED;
	}
	if (kprobes->enabled >= 0)
		log_verbose("kprobes: available as perf events, switched on");
	else
		log_verbose("kprobes: available as perf events");
	return STATUS_OK;
}

enum status kprobes_check(int root)
{
	struct kprobes kprobes;
	enum status status;

	if (faccessat(root, "sys/bus/event_source/devices/kprobe/type", R_OK, 0) < 0) {
		log_error("kprobes: this kernel was built without CONFIG_KPROBES or "
			  "CONFIG_KPROBE_EVENTS");
		log_hint("use a distribution's own kernel, or run scripts/demo --vm, which starts "
			 "a virtual machine");
		return STATUS_UNSUPPORTED;
	}
	kprobes_open(&kprobes, root);
	status = check_switches(&kprobes);
	kprobes_close(&kprobes);
	return status;
}
