#include "source/counters.h"
#include "unit.h"

#include "base/clock.h"

#include <sys/mman.h>
#include <unistd.h>

/* So many CPUs are possible; a slot beyond those that are there stays 0. */
enum { CPUS = 128 };

struct machine {
	int map;
	struct skbclone_counts *slots; /* the kernel's view of the map */
	struct counters counters;
};

static void setup(struct machine *machine)
{
	const size_t size = CPUS * sizeof(*machine->slots);

	machine->map = memfd_create("counts", MFD_CLOEXEC);
	assert_true(machine->map >= 0);
	assert_int_equal(ftruncate(machine->map, size), 0);
	machine->slots = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, machine->map, 0);
	assert_true(machine->slots != MAP_FAILED);
	assert_int_equal(counters_open(&machine->counters, machine->map, CPUS), 0);
}

static void teardown(struct machine *machine)
{
	counters_close(&machine->counters);
	munmap(machine->slots, CPUS * sizeof(*machine->slots));
	close(machine->map);
}

static void call(struct machine *machine, uint32_t cpu, bool done)
{
	machine->slots[cpu].calls++;
	machine->slots[cpu].done += done;
}

static void test_counters_used__ends_with_the_last_cpu_that_called(void **state)
{
	struct machine machine;

	(void)state;
	setup(&machine);
	assert_int_equal(counters_used(&machine.counters), 0);
	call(&machine, 3, true);
	assert_int_equal(counters_used(&machine.counters), 4);
	call(&machine, 0, true);
	assert_int_equal(counters_used(&machine.counters), 4);
	call(&machine, CPUS - 1, true);
	assert_int_equal(counters_used(&machine.counters), CPUS);
	teardown(&machine);
}

static void test_counters_account__adds_up_cpus_behind_silent_ones(void **state)
{
	struct machine machine;

	(void)state;
	setup(&machine);
	assert_int_equal(counters_account(&machine.counters).calls, 0);
	call(&machine, 1, true);
	call(&machine, 64, true);
	call(&machine, CPUS - 1, true);
	assert_int_equal(counters_account(&machine.counters).calls, 3);
	assert_int_equal(counters_account(&machine.counters).done, 3);
	teardown(&machine);
}

static void test_counters_idle__waits_for_a_first_call(void **state)
{
	struct machine machine;

	(void)state;
	setup(&machine);
	assert_true(counters_idle(&machine.counters));
	call(&machine, CPUS - 1, false);
	assert_false(counters_idle(&machine.counters));
	machine.slots[CPUS - 1].done++;
	assert_true(counters_idle(&machine.counters));
	teardown(&machine);
}

/* A call that is counted and not submitted holds the time back, also if it is the first one of
 * its CPU and lower CPUs have called before. */
static void test_counters_settled__is_held_back_by_a_first_call(void **state)
{
	struct machine machine;
	uint64_t held, start = clock_ns();

	(void)state;
	setup(&machine);
	call(&machine, 0, true);
	call(&machine, 100, false);
	held = counters_settled(&machine.counters);
	assert_true(held < start);
	while (clock_ns() < start + 10 * CLOCK_NS_PER_MS)
		assert_true(counters_settled(&machine.counters) == held);
	machine.slots[100].done++;
	while (counters_settled(&machine.counters) < start)
		;
	teardown(&machine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counters_used__ends_with_the_last_cpu_that_called),
		cmocka_unit_test(test_counters_account__adds_up_cpus_behind_silent_ones),
		cmocka_unit_test(test_counters_idle__waits_for_a_first_call),
		cmocka_unit_test(test_counters_settled__is_held_back_by_a_first_call),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
