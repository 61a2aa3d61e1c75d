/* A machine is a directory of files. If a part is missing, the check fails with the right
 * status, and its message names the part. */
#include "base/log.h"
#include "host/capability.h"
#include "host/checks.h"
#include "host/machine.h"
#include "host/switches.h"
#include "host/tracefs.h"
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

struct machine {
	char path[64];
	int root;
};

static void put(const struct machine *machine, const char *path, const char *text)
{
	char command[256];
	int fd;

	snprintf(command, sizeof(command), "mkdir -p \"$(dirname %s/%s)\"", machine->path, path);
	assert_int_equal(system(command), 0);
	fd = openat(machine->root, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static const char *kernel_release = "6.1.0";

/* Replaces the C library's. */
int uname(struct utsname *name)
{
	*name = (struct utsname){.machine = "x86_64"};
	strcpy(name->release, kernel_release);
	return 0;
}

static const uint64_t ALL_CAPABILITIES = UINT64_MAX;
static uint64_t capabilities;

/* Replaces the capabilities of this process. */
bool __wrap_capability_has(int number)
{
	return capabilities & CAPABILITY(number);
}

static int function_id; /* of skb_clone in the kernel's types, or -errno */

/* Replaces the kernel's types. */
int __wrap_btf_find_function(const char *path, const char *name)
{
	(void)path;
	assert_string_equal(name, MACHINE_SYMBOL);
	return function_id;
}

/* A machine on which everything works. */
static int set_up(void **state)
{
	struct machine *machine = malloc(sizeof(*machine));

	strcpy(machine->path, "/tmp/test_machine-XXXXXX");
	if (!mkdtemp(machine->path))
		return -1;
	machine->root = open(machine->path, O_RDONLY | O_DIRECTORY);
	capabilities = ALL_CAPABILITIES;
	kernel_release = "6.12.0";
	function_id = 1;
	put(machine, "proc/kallsyms", "0000000000000000 t a\n0000000000000000 T skb_clone\n");
	put(machine, "sys/bus/event_source/devices/kprobe/type", "6\n");
	put(machine, "sys/kernel/security/lockdown", "[none] integrity confidentiality\n");
	put(machine, "sys/devices/system/cpu/possible", "0-3\n");
	put(machine, "sys/kernel/debug/kprobes/enabled", "1\n");
	put(machine, "proc/sys/kernel/ftrace_enabled", "1\n");
	*state = machine;
	return 0;
}

static int tear_down(void **state)
{
	struct machine *machine = *state;
	char command[128];

	close(machine->root);
	snprintf(command, sizeof(command), "rm -r %s", machine->path);
	free(machine);
	return system(command);
}

static void expect(void **state, enum status status)
{
	assert_int_equal(
		checks_require(((struct machine *)*state)->root, CHECK_TRACING | CHECK_KPROBE),
		status);
}

static void test_checks_require__accepts_a_good_machine(void **state)
{
	expect(state, STATUS_OK);
}

static void test_checks_require__wants_privileges(void **state)
{
	capabilities = 0;
	expect(state, STATUS_NOT_PERMITTED);
	capabilities = CAPABILITY(CAPABILITY_BPF) | CAPABILITY(CAPABILITY_PERFMON);
	put(*state, "proc/sys/kernel/perf_event_paranoid", "2\n");
	expect(state, STATUS_OK);
	put(*state, "proc/sys/kernel/perf_event_paranoid", "3\n");
	expect(state, STATUS_NOT_PERMITTED);
}

static void test_checks_require__privileges_come_first(void **state)
{
	capabilities = 0;
	put(*state, "sys/kernel/security/lockdown", "none integrity [confidentiality]\n");
	expect(state, STATUS_NOT_PERMITTED);
}

static void test_checks_require__knows_lockdown(void **state)
{
	put(*state, "sys/kernel/security/lockdown", "none [integrity] confidentiality\n");
	expect(state, STATUS_OK);
	put(*state, "sys/kernel/security/lockdown", "none integrity [confidentiality]\n");
	expect(state, STATUS_UNSUPPORTED);
}

static void test_checks_require__wants_kprobes(void **state)
{
	struct machine *machine = *state;

	unlinkat(machine->root, "sys/bus/event_source/devices/kprobe/type", 0);
	expect(state, STATUS_UNSUPPORTED);
}

static void test_checks_require__wants_a_kernel_since_5_8(void **state)
{
	kernel_release = "5.7.19-generic";
	expect(state, STATUS_UNSUPPORTED);
	kernel_release = "5.10.0-33-amd64";
	expect(state, STATUS_OK);
	kernel_release = "7.2";
	expect(state, STATUS_OK);
}

static void test_tracefs_check__names_the_place_that_failed(void **state)
{
	const struct machine *machine = *state;
	struct log_record record = {0};

	/* It cannot be opened, and not because it is missing: ELOOP. */
	assert_int_equal(symlinkat("tracing", machine->root, "sys/kernel/debug/tracing"), 0);
	log_record(&record);
	assert_int_equal(tracefs_check(machine->root), STATUS_FAILED);
	log_record(NULL);
	assert_string_equal(record.error,
			    "/sys/kernel/debug/tracing: Too many levels of symbolic links");
}

/* Require one check. `said` must be in its note if it passes, else in its error. */
static void expect_one(void **state, unsigned need, enum status status, const char *said)
{
	struct log_record record = {0};
	const char *line = status == STATUS_OK ? record.note : record.error;

	log_record(&record);
	assert_int_equal(checks_require(((struct machine *)*state)->root, need), status);
	log_record(NULL);
	if (!strstr(line, said))
		fail_msg("'%s' does not say '%s'", line, said);
	assert_int_equal(record.hint[0] != '\0', status != STATUS_OK);
}

static void expect_symbol(void **state, enum status status, const char *said)
{
	expect_one(state, CHECK_SYMBOL, status, said);
}

static void test_symbol_check__wants_exactly_it(void **state)
{
	expect_symbol(state, STATUS_OK, "in /proc/kallsyms");
	put(*state, "proc/kallsyms", "0000000000000000 t skb_clone_tx\n");
	expect_symbol(state, STATUS_UNSUPPORTED, "no such symbol");
	put(*state, "proc/kallsyms", "0000000000000000 t skb_clone\t[module]\n");
	expect_symbol(state, STATUS_OK, "in /proc/kallsyms");
	put(*state, "proc/kallsyms", "garbage\n\n \n0 T\n");
	expect_symbol(state, STATUS_UNSUPPORTED, "no such symbol");
}

static void test_symbol_check__names_what_the_compiler_made_of_it(void **state)
{
	put(*state, "proc/kallsyms", "0 t skb_clone_tx\n0 t skb_clone.isra.0\n0 t x\n");
	expect_symbol(state, STATUS_UNSUPPORTED, "only as skb_clone.isra.0");
	put(*state, "proc/kallsyms", "0 t skb_clone.constprop.3\t[core]\n");
	expect_symbol(state, STATUS_UNSUPPORTED, "only as skb_clone.constprop.3");
	put(*state, "proc/kallsyms", "0 t skb_clone.isra.0\n0 T skb_clone\n");
	expect_symbol(state, STATUS_OK, "in /proc/kallsyms");
}

static void test_symbol_check__knows_the_blacklist(void **state)
{
	put(*state, "sys/kernel/debug/kprobes/blacklist", "0x1-0x2\tskb_clone_tx\n");
	expect_symbol(state, STATUS_OK, "in /proc/kallsyms");
	put(*state, "sys/kernel/debug/kprobes/blacklist", "0x0-0x1\tx\n0x1-0x2\tskb_clone\n");
	expect_symbol(state, STATUS_UNSUPPORTED, "forbids");
}

static void test_checks_require__wants_the_initial_pid_namespace(void **state)
{
	put(*state, "proc/self/ns/pid", "");
	expect(state, STATUS_UNSUPPORTED);
}

static void test_checks_require__wants_the_kernels_clock(void **state)
{
	put(*state, "proc/self/timens_offsets",
	    "monotonic           0         0\n"
	    "boottime       864000         0\n");
	put(*state, "proc/self/ns/time", "");
	expect(state, STATUS_OK);
	put(*state, "proc/self/timens_offsets",
	    "monotonic      864000         0\n"
	    "boottime            0         0\n");
	expect(state, STATUS_UNSUPPORTED);
	put(*state, "proc/self/timens_offsets", "monotonic          -1 500000000\n");
	expect(state, STATUS_UNSUPPORTED);
}

static void test_checks_require__wants_kprobes_switched_on(void **state)
{
	put(*state, "sys/kernel/debug/kprobes/enabled", "0\n");
	expect(state, STATUS_UNSUPPORTED);
	put(*state, "sys/kernel/debug/kprobes/enabled", "1\n");
	expect(state, STATUS_OK);
#ifdef __x86_64__
	put(*state, "proc/sys/kernel/ftrace_enabled", "0\n");
	expect(state, STATUS_UNSUPPORTED);
#endif
}

static void expect_fentry(void **state, enum status status, const char *said)
{
	expect_one(state, CHECK_FENTRY, status, said);
}

static void test_fentry_check__needs_no_kprobes(void **state)
{
	struct machine *machine = *state;

	unlinkat(machine->root, "sys/bus/event_source/devices/kprobe/type", 0);
	put(machine, "sys/kernel/debug/kprobes/enabled", "0\n");
	expect_fentry(state, STATUS_OK, "available");
}

static void test_fentry_check__wants_a_kernel_whose_programs_do_not_nest(void **state)
{
	kernel_release = "5.11.22";
	expect_fentry(state, STATUS_UNSUPPORTED, "too old");
#ifdef __x86_64__
	kernel_release = "5.12.0";
	expect_fentry(state, STATUS_OK, "available");
#else
	kernel_release = "6.3.13";
	expect_fentry(state, STATUS_UNSUPPORTED, "too old, 6.4 or newer");
#endif
}

static void test_fentry_check__wants_ftrace_switched_on(void **state)
{
	struct machine *machine = *state;

	put(machine, "proc/sys/kernel/ftrace_enabled", "0\n");
	expect_fentry(state, STATUS_UNSUPPORTED, "switched off: kernel.ftrace_enabled is 0");
	unlinkat(machine->root, "proc/sys/kernel/ftrace_enabled", 0);
	expect_fentry(state, STATUS_UNSUPPORTED, "CONFIG_FUNCTION_TRACER");
}

static void test_fentry_check__wants_the_function_among_the_types(void **state)
{
	function_id = -ESRCH;
	expect_fentry(state, STATUS_UNSUPPORTED, "/sys/kernel/btf/vmlinux does not have skb_clone");
	function_id = -ENOENT;
	expect_fentry(state, STATUS_UNSUPPORTED, "/sys/kernel/btf/vmlinux: No such file");
	function_id = -EINVAL;
	expect_fentry(state, STATUS_UNSUPPORTED, "/sys/kernel/btf/vmlinux: Invalid argument");
}

static void test_checks_choose_way__takes_fentry_only_where_there_are_no_kprobes(void **state)
{
	struct machine *machine = *state;

	assert_int_equal(checks_choose_way(machine->root, WAY_CHOOSE), WAY_KPROBE);
	assert_int_equal(checks_choose_way(machine->root, WAY_FENTRY), WAY_FENTRY);
	/* Whoever switched them off can switch them on again. */
	put(machine, "sys/kernel/debug/kprobes/enabled", "0\n");
	assert_int_equal(checks_choose_way(machine->root, WAY_CHOOSE), WAY_KPROBE);
	unlinkat(machine->root, "sys/bus/event_source/devices/kprobe/type", 0);
	assert_int_equal(checks_choose_way(machine->root, WAY_CHOOSE), WAY_FENTRY);
	assert_int_equal(checks_choose_way(machine->root, WAY_KPROBE), WAY_KPROBE);
	put(machine, "proc/sys/kernel/ftrace_enabled", "0\n");
	assert_int_equal(checks_choose_way(machine->root, WAY_CHOOSE), WAY_KPROBE);
}

static void test_switches_are_on__notices_a_switch(void **state)
{
	struct machine *machine = *state;
	struct switches switches;

	switches_open(&switches, machine->root, WAY_KPROBE);
	assert_true(switches_are_on(&switches));
	put(machine, "sys/kernel/debug/kprobes/enabled", "0\n");
	assert_false(switches_are_on(&switches));
	put(machine, "sys/kernel/debug/kprobes/enabled", "1\n");
	assert_true(switches_are_on(&switches));
	switches_close(&switches);
	assert_true(switches_are_on(&switches));
}

static void test_switches_are_on__looks_at_ftrace_alone_for_fentry(void **state)
{
	struct machine *machine = *state;
	struct switches switches;

	put(machine, "sys/kernel/debug/kprobes/enabled", "0\n");
	switches_open(&switches, machine->root, WAY_FENTRY);
	assert_true(switches_are_on(&switches));
	put(machine, "proc/sys/kernel/ftrace_enabled", "0\n");
	assert_false(switches_are_on(&switches));
	switches_close(&switches);
}

static void test_machine_cpu_count__is_above_the_highest_number(void **state)
{
	struct machine *machine = *state;

	assert_int_equal(machine_cpu_count(machine->root), 4);
	put(machine, "sys/devices/system/cpu/possible", "0\n");
	assert_int_equal(machine_cpu_count(machine->root), 1);
	put(machine, "sys/devices/system/cpu/possible", "0,2-127\n");
	assert_int_equal(machine_cpu_count(machine->root), 128);
}

static void test_machine_online_cpus__adds_up_ranges(void **state)
{
	struct machine *machine = *state;

	put(machine, "sys/devices/system/cpu/online", "0\n");
	assert_int_equal(machine_online_cpus(machine->root), 1);
	put(machine, "sys/devices/system/cpu/online", "0-1\n");
	assert_int_equal(machine_online_cpus(machine->root), 2);
	put(machine, "sys/devices/system/cpu/online", "0,2-5,127\n");
	assert_int_equal(machine_online_cpus(machine->root), 6);
}

static void test_machine_available_memory__is_in_bytes(void **state)
{
	struct machine *machine = *state;

	assert_true(machine_available_memory(machine->root) == UINT64_MAX);
	put(machine, "proc/meminfo",
	    "MemTotal:       24684096 kB\nMemFree:        14852096 kB\n"
	    "MemAvailable:   20820480 kB\nBuffers:          123456 kB\n");
	assert_true(machine_available_memory(machine->root) == 20820480ull * 1024);
}

#define MACHINE_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		MACHINE_TEST(test_checks_require__accepts_a_good_machine),
		MACHINE_TEST(test_checks_require__wants_privileges),
		MACHINE_TEST(test_checks_require__privileges_come_first),
		MACHINE_TEST(test_checks_require__knows_lockdown),
		MACHINE_TEST(test_checks_require__wants_kprobes),
		MACHINE_TEST(test_checks_require__wants_a_kernel_since_5_8),
		MACHINE_TEST(test_symbol_check__wants_exactly_it),
		MACHINE_TEST(test_symbol_check__names_what_the_compiler_made_of_it),
		MACHINE_TEST(test_symbol_check__knows_the_blacklist),
		MACHINE_TEST(test_checks_require__wants_the_initial_pid_namespace),
		MACHINE_TEST(test_checks_require__wants_the_kernels_clock),
		MACHINE_TEST(test_checks_require__wants_kprobes_switched_on),
		MACHINE_TEST(test_fentry_check__needs_no_kprobes),
		MACHINE_TEST(test_fentry_check__wants_a_kernel_whose_programs_do_not_nest),
		MACHINE_TEST(test_fentry_check__wants_ftrace_switched_on),
		MACHINE_TEST(test_fentry_check__wants_the_function_among_the_types),
		MACHINE_TEST(test_checks_choose_way__takes_fentry_only_where_there_are_no_kprobes),
		MACHINE_TEST(test_switches_are_on__notices_a_switch),
		MACHINE_TEST(test_switches_are_on__looks_at_ftrace_alone_for_fentry),
		MACHINE_TEST(test_tracefs_check__names_the_place_that_failed),
		MACHINE_TEST(test_machine_cpu_count__is_above_the_highest_number),
		MACHINE_TEST(test_machine_online_cpus__adds_up_ranges),
		MACHINE_TEST(test_machine_available_memory__is_in_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
