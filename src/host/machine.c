#include "host/machine.h"

#include "base/io.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

/* linux/capability.h of older distributions has no names for these (5.8). */
enum { MACHINE_CAP_PERFMON = 38, MACHINE_CAP_BPF = 39 };

static uint64_t effective_capabilities(int root)
{
	char text[4096];
	const char *line;

	if (io_read_file(root, "proc/self/status", text, sizeof(text)) < 0)
		return 0;
	line = strstr(text, "\nCapEff:");
	return line ? strtoull(line + strlen("\nCapEff:"), NULL, 16) : 0;
}

static bool has(uint64_t capabilities, int capability)
{
	return capabilities >> capability & 1;
}

static enum status check_privileges(int root)
{
	uint64_t capabilities = effective_capabilities(root);
	char paranoid[16] = "";

	if (has(capabilities, CAP_SYS_ADMIN))
		return STATUS_OK;
	if (!has(capabilities, MACHINE_CAP_BPF) || !has(capabilities, MACHINE_CAP_PERFMON)) {
		log_error("privileges: not root, and without CAP_BPF and CAP_PERFMON");
		log_hint("run it with sudo");
		return STATUS_NOT_PERMITTED;
	}
	/* Debian's and Ubuntu's level 3 and 4 want CAP_SYS_ADMIN for perf events. */
	if (io_read_file(root, "proc/sys/kernel/perf_event_paranoid", paranoid, sizeof(paranoid)) >
		    0 &&
	    atoi(paranoid) > 2) {
		log_error("perf_event_paranoid: %s allows perf events to CAP_SYS_ADMIN alone",
			  paranoid);
		log_hint("run it with sudo, or: sysctl kernel.perf_event_paranoid=2");
		return STATUS_NOT_PERMITTED;
	}
	return STATUS_OK;
}

/* The process ids in the events are those of the initial pid namespace; its
 * inode is fixed: PROC_PID_INIT_INO in include/linux/proc_ns.h. */
static enum status check_pid_namespace(int root)
{
	const ino_t initial = 0xEFFFFFFCu;
	struct stat status;

	if (fstatat(root, "proc/self/ns/pid", &status, 0) == 0 && status.st_ino != initial) {
		log_error("pid namespace: not the initial one, process ids would be wrong");
		log_hint("run it outside the container, or start the container with --pid=host");
		return STATUS_UNSUPPORTED;
	}
	return STATUS_OK;
}

/* Without kprobes and under lockdown alike, libbcc would only say ENOENT of
 * kprobe_events: so look before. */
static enum status check_lockdown(int root)
{
	char modes[64];

	if (io_read_file(root, "sys/kernel/security/lockdown", modes, sizeof(modes)) > 0 &&
	    strstr(modes, "[confidentiality]")) {
		log_error("lockdown: the kernel is locked down for confidentiality, kprobes are "
			  "forbidden");
		log_hint("boot without lockdown=confidentiality");
		return STATUS_UNSUPPORTED;
	}
	return STATUS_OK;
}

static enum status check_kprobes(int root)
{
	if (faccessat(root, "sys/bus/event_source/devices/kprobe/type", R_OK, 0) < 0) {
		log_error("kprobes: this kernel has none, it was built without CONFIG_KPROBES (or "
			  "CONFIG_KPROBE_EVENTS)");
		log_hint("use a distribution's own kernel; scripts/demo --vm shows all of it in a "
			 "virtual machine");
		return STATUS_UNSUPPORTED;
	}
	return STATUS_OK;
}

/* A name in /proc/kallsyms that the compiler made of the symbol: skb_clone.isra.0. */
static bool is_variant(const char *name)
{
	const size_t length = strlen(MACHINE_SYMBOL);

	return strncmp(name, MACHINE_SYMBOL, length) == 0 && name[length] == '.';
}

enum status machine_check_symbol(int root)
{
	char *line = NULL, variant[128] = "";
	size_t size = 0;
	bool found = false;
	int fd = openat(root, "proc/kallsyms", O_RDONLY | O_CLOEXEC);
	FILE *symbols = fd < 0 ? NULL : fdopen(fd, "r");

	if (!symbols) {
		log_error("/proc/kallsyms: %s", strerror(errno));
		if (fd >= 0)
			close(fd);
		return STATUS_UNSUPPORTED;
	}
	while (!found && getline(&line, &size, symbols) > 0) {
		/* ffffffff81e25430 T skb_clone */
		const char *name = strchr(line, ' ');
		size_t length;

		if (!name || strlen(name) < 3)
			continue;
		name += 3;
		length = strcspn(name, "\t\n");
		found = length == strlen(MACHINE_SYMBOL) &&
			strncmp(name, MACHINE_SYMBOL, length) == 0;
		if (is_variant(name))
			snprintf(variant, sizeof(variant), "%.*s", (int)length, name);
	}
	free(line);
	fclose(symbols);
	if (found)
		return STATUS_OK;
	if (variant[0])
		log_error(MACHINE_SYMBOL ": this kernel has it only as %s", variant);
	else
		log_error(MACHINE_SYMBOL ": this kernel has no such symbol");
	log_hint("use a distribution's own kernel");
	return STATUS_UNSUPPORTED;
}

enum status machine_check(int root)
{
	static enum status (*const checks[])(int root) = {
		check_privileges,
		check_pid_namespace,
		check_lockdown,
		check_kprobes,
	};

	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++) {
		enum status status = checks[i](root);

		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

uint32_t machine_cpu_count(int root)
{
	char ranges[1024]; /* 0-3 or 0,2-5: the last number is the highest */
	ssize_t length =
		io_read_file(root, "sys/devices/system/cpu/possible", ranges, sizeof(ranges));

	while (length > 0 && ranges[length - 1] >= '0' && ranges[length - 1] <= '9')
		length--;
	return length < 0 ? sysconf(_SC_NPROCESSORS_CONF) : atoi(ranges + length) + 1;
}

bool machine_kernel_is(unsigned major, unsigned minor)
{
	struct utsname name;
	unsigned running_major = 0, running_minor = 0;

	if (uname(&name) < 0 || sscanf(name.release, "%u.%u", &running_major, &running_minor) != 2)
		return false;
	return running_major > major || (running_major == major && running_minor >= minor);
}
