#include "host/checks.h"

#include "base/io.h"
#include "base/language.h"
#include "base/log.h"
#include "host/btf.h"
#include "host/capability.h"
#include "host/fentry.h"
#include "host/kprobes.h"
#include "host/machine.h"
#include "host/symbol.h"
#include "host/tracefs.h"

#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>

static enum status check_privileges(int root)
{
	(void)root;
	if (capability_has(CAP_SYS_ADMIN)) {
		log_verbose("privileges: CAP_SYS_ADMIN");
		return STATUS_OK;
	}
	if (capability_has(CAPABILITY_BPF) && capability_has(CAPABILITY_PERFMON)) {
		log_verbose("privileges: CAP_BPF and CAP_PERFMON");
		return STATUS_OK;
	}
	log_error("privileges: not root, and CAP_BPF or CAP_PERFMON is missing");
	log_hint("run it with sudo");
	return STATUS_NOT_PERMITTED;
}

/* Levels 3 and 4 of Debian and Ubuntu require CAP_SYS_ADMIN for perf events. */
static enum status check_paranoid(int root)
{
	char level[16] = "?";

	(void)io_read_file(root, "proc/sys/kernel/perf_event_paranoid", level, sizeof(level));
	if (atoi(level) > 2 && !capability_has(CAP_SYS_ADMIN)) {
		log_error("perf_event_paranoid: level %s requires CAP_SYS_ADMIN for perf events",
			  level);
		log_hint("run it with sudo, or: sysctl kernel.perf_event_paranoid=2");
		return STATUS_NOT_PERMITTED;
	}
	log_verbose("perf_event_paranoid: %s", level);
	return STATUS_OK;
}

/* The events carry process ids of the initial pid namespace. Its inode number is fixed:
 * PROC_PID_INIT_INO in include/linux/proc_ns.h. */
static enum status check_pid_namespace(int root)
{
	const ino_t initial = 0xEFFFFFFCu;
	struct stat found;

	if (fstatat(root, "proc/self/ns/pid", &found, 0) == 0 && found.st_ino != initial) {
		log_error("pid namespace: not the initial one, so process ids would be wrong");
		log_hint("run it outside the container, or start the container with --pid=host");
		return STATUS_UNSUPPORTED;
	}
	log_verbose("pid namespace: the initial one");
	return STATUS_OK;
}

/* The programs read the kernel's monotonic clock, and we compare it with ours. In a time
 * namespace ours may be days ahead: then no row is old enough to be shown. timens_offsets
 * tells of the namespace for our children. It is ours, too, unless unshare(2) came right
 * before us. The inode number of the initial one is fixed: PROC_TIME_INIT_INO in
 * include/linux/proc_ns.h. */
static enum status check_time_namespace(int root)
{
	const ino_t initial = 0xEFFFFFFAu;
	struct stat found;
	char offsets[256] = ""; /* monotonic  SECONDS NANOSECONDS */
	long long seconds = 0, ns = 0;

	(void)io_read_file(root, "proc/self/timens_offsets", offsets, sizeof(offsets));
	(void)sscanf(offsets, "monotonic %lld %lld", &seconds, &ns);
	if (fstatat(root, "proc/self/ns/time", &found, 0) == 0 && found.st_ino != initial &&
	    (seconds || ns)) {
		log_error("time namespace: its monotonic clock is not the kernel's");
		log_hint(
			"run it outside the container, or: nsenter --target 1 --time skbclone ...");
		return STATUS_UNSUPPORTED;
	}
	log_verbose("time namespace: its monotonic clock is the kernel's");
	return STATUS_OK;
}

/* Linux 5.8 brought CAP_BPF, and its verifier is the first that knows all helper functions
 * of the programs. */
static enum status check_kernel(int root)
{
	struct utsname name = {.release = "?"};

	(void)root;
	uname(&name);
	if (!machine_kernel_is(5, 8)) {
		log_error("kernel: %s is too old, 5.8 or newer is needed", name.release);
		log_hint("install a newer kernel of your distribution");
		return STATUS_UNSUPPORTED;
	}
	log_verbose("kernel: %s, %s", name.release, name.machine);
	return STATUS_OK;
}

/* Check before attaching: both without kprobes and under lockdown, libbcc reports only
 * ENOENT for kprobe_events. */
static enum status check_lockdown(int root)
{
	char modes[64] = "";

	(void)io_read_file(root, "sys/kernel/security/lockdown", modes, sizeof(modes));
	if (strstr(modes, "[confidentiality]")) {
		log_error("lockdown: the kernel's confidentiality mode forbids kprobes");
		log_hint("boot without lockdown=confidentiality");
		return STATUS_UNSUPPORTED;
	}
	log_verbose("lockdown: %s", strstr(modes, "[integrity]")
					    ? _("integrity, which allows kprobes")
					    : _("none"));
	return STATUS_OK;
}

static enum status check_btf(int root)
{
	struct btf_offsets offsets;

	(void)root;
	return btf_require_offsets(BTF_OF_TASKS, &offsets);
}

/* perf-output -w and why read them, and go on without. */
static enum status check_packet(int root)
{
	struct btf_offsets offsets;

	(void)root;
	btf_find_packet(&offsets);
	return STATUS_OK;
}

/* At 2 nobody sees addresses, root included. */
static enum status check_kptr_restrict(int root)
{
	char level[16] = "?";

	(void)io_read_file(root, "proc/sys/kernel/kptr_restrict", level, sizeof(level));
	if (strcmp(level, "2") == 0) {
		log_warning("kptr_restrict: 2 hides addresses, so why and -w know no cause");
		log_hint("sysctl kernel.kptr_restrict=1 shows them to root");
		return STATUS_OK;
	}
	log_verbose("kptr_restrict: %s", level);
	return STATUS_OK;
}

const struct check checks[] = {
	{"privileges", CHECK_TRACING, check_privileges},
	{"perf_event_paranoid", CHECK_TRACING, check_paranoid},
	{"pid namespace", CHECK_TRACING, check_pid_namespace},
	{"time namespace", CHECK_TRACING, check_time_namespace},
	{"kernel", CHECK_TRACING, check_kernel},
	{"lockdown", CHECK_TRACING, check_lockdown},
	{"kprobes", CHECK_KPROBE, kprobes_check},
	{"fentry", CHECK_FENTRY, fentry_check},
	{MACHINE_SYMBOL, CHECK_SYMBOL, symbol_check},
	{"tracefs", CHECK_TRACE_PIPE, tracefs_check},
	{"bpf_trace_printk", 0, tracefs_check_event},
	{"btf", CHECK_TASK, check_btf},
	{"packet", 0, check_packet},
	{"kptr_restrict", 0, check_kptr_restrict},
	{NULL, 0, NULL},
};

enum way checks_choose_way(int root, enum way wanted)
{
	if (wanted != WAY_CHOOSE)
		return wanted;
	return !kprobes_exist(root) && fentry_exists(root) ? WAY_FENTRY : WAY_KPROBE;
}

enum status checks_require(int root, unsigned needs)
{
	for (const struct check *check = checks; check->name; check++) {
		enum status status = check->needs & needs ? check->run(root) : STATUS_OK;

		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}
