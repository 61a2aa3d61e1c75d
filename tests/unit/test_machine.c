/* Machines made of files: what is missing is named, with the right status. */
#include "host/machine.h"
#include "unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROOT_CAPABILITIES    "Name:\tx\nCapEff:\t000001ffffffffff\n"
#define TRACING_CAPABILITIES "Name:\tx\nCapEff:\t000000c000000000\n" /* PERFMON, BPF */
#define NO_CAPABILITIES      "Name:\tx\nCapEff:\t0000000000000000\n"

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

/* A machine on which everything works. */
static int set_up(void **state)
{
	struct machine *machine = malloc(sizeof(*machine));

	strcpy(machine->path, "/tmp/test_machine-XXXXXX");
	if (!mkdtemp(machine->path))
		return -1;
	machine->root = open(machine->path, O_RDONLY | O_DIRECTORY);
	put(machine, "proc/self/status", ROOT_CAPABILITIES);
	put(machine, "proc/kallsyms", "0000000000000000 t a\n0000000000000000 T skb_clone\n");
	put(machine, "sys/bus/event_source/devices/kprobe/type", "6\n");
	put(machine, "sys/kernel/security/lockdown", "[none] integrity confidentiality\n");
	put(machine, "sys/devices/system/cpu/possible", "0-3\n");
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
	assert_int_equal(machine_check(((struct machine *)*state)->root), status);
}

static void test_machine_check__accepts_a_good_machine(void **state)
{
	expect(state, STATUS_OK);
}

static void test_machine_check__wants_privileges(void **state)
{
	put(*state, "proc/self/status", NO_CAPABILITIES);
	expect(state, STATUS_NOT_PERMITTED);
	put(*state, "proc/self/status", TRACING_CAPABILITIES);
	put(*state, "proc/sys/kernel/perf_event_paranoid", "2\n");
	expect(state, STATUS_OK);
	put(*state, "proc/sys/kernel/perf_event_paranoid", "3\n");
	expect(state, STATUS_NOT_PERMITTED);
}

static void test_machine_check__privileges_come_first(void **state)
{
	put(*state, "proc/self/status", NO_CAPABILITIES);
	put(*state, "sys/kernel/security/lockdown", "none integrity [confidentiality]\n");
	expect(state, STATUS_NOT_PERMITTED);
}

static void test_machine_check__knows_lockdown(void **state)
{
	put(*state, "sys/kernel/security/lockdown", "none [integrity] confidentiality\n");
	expect(state, STATUS_OK);
	put(*state, "sys/kernel/security/lockdown", "none integrity [confidentiality]\n");
	expect(state, STATUS_UNSUPPORTED);
}

static void test_machine_check__wants_kprobes(void **state)
{
	struct machine *machine = *state;

	unlinkat(machine->root, "sys/bus/event_source/devices/kprobe/type", 0);
	expect(state, STATUS_UNSUPPORTED);
}

static void expect_symbol(void **state, enum status status)
{
	assert_int_equal(machine_check_symbol(((struct machine *)*state)->root), status);
}

static void test_machine_check_symbol__wants_exactly_it(void **state)
{
	expect_symbol(state, STATUS_OK);
	put(*state, "proc/kallsyms", "0000000000000000 t skb_clone_tx\n");
	expect_symbol(state, STATUS_UNSUPPORTED);
	put(*state, "proc/kallsyms", "0000000000000000 t skb_clone.isra.0\n");
	expect_symbol(state, STATUS_UNSUPPORTED);
	put(*state, "proc/kallsyms", "0000000000000000 t skb_clone\t[module]\n");
	expect_symbol(state, STATUS_OK);
	put(*state, "proc/kallsyms", "garbage\n\n \n0 T\n");
	expect_symbol(state, STATUS_UNSUPPORTED);
}

static void test_machine_check__wants_the_initial_pid_namespace(void **state)
{
	put(*state, "proc/self/ns/pid", "");
	expect(state, STATUS_UNSUPPORTED);
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

#define MACHINE_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		MACHINE_TEST(test_machine_check__accepts_a_good_machine),
		MACHINE_TEST(test_machine_check__wants_privileges),
		MACHINE_TEST(test_machine_check__privileges_come_first),
		MACHINE_TEST(test_machine_check__knows_lockdown),
		MACHINE_TEST(test_machine_check__wants_kprobes),
		MACHINE_TEST(test_machine_check_symbol__wants_exactly_it),
		MACHINE_TEST(test_machine_check__wants_the_initial_pid_namespace),
		MACHINE_TEST(test_machine_cpu_count__is_above_the_highest_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
