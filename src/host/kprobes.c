#include "host/kprobes.h"

#include "base/io.h"
#include "base/log.h"
#include "host/switches.h"

#include <unistd.h>

static enum status check_switches(const struct switches *switches)
{
	if (io_is_off(switches->kprobes)) {
		log_error("kprobes: switched off: kprobes/enabled of debugfs is 0");
		log_hint("in a mounted debugfs: echo 1 > /sys/kernel/debug/kprobes/enabled");
		return STATUS_UNSUPPORTED;
	}
	if (io_is_off(switches->ftrace)) {
		log_error("kprobes: switched off: kernel.ftrace_enabled is 0");
		log_hint("sysctl kernel.ftrace_enabled=1");
		return STATUS_UNSUPPORTED;
	}
	if (switches->kprobes >= 0)
		log_verbose("kprobes: available as perf events, switched on");
	else
		log_verbose("kprobes: available as perf events");
	return STATUS_OK;
}

bool kprobes_exist(int root)
{
	return faccessat(root, "sys/bus/event_source/devices/kprobe/type", R_OK, 0) == 0;
}

enum status kprobes_check(int root)
{
	struct switches switches;
	enum status status;

	if (!kprobes_exist(root)) {
		log_error("kprobes: this kernel was built without CONFIG_KPROBES or "
			  "CONFIG_KPROBE_EVENTS");
		log_hint("use a distribution's own kernel, or run scripts/demo --vm, which starts "
			 "a virtual machine");
		return STATUS_UNSUPPORTED;
	}
	switches_open(&switches, root, WAY_KPROBE);
	status = check_switches(&switches);
	switches_close(&switches);
	return status;
}
