#include "event/order.h"
#include "unit.h"

#include <stdlib.h>

static void push(struct order *order, uint32_t cpu, uint64_t ts_ns)
{
	order_push(order, &(struct row){.cpu = cpu, .ts_ns = ts_ns});
}

static void expect_next(struct order *order, uint64_t until, uint64_t ts_ns)
{
	struct row row;

	assert_true(order_pop(order, until, &row));
	assert_true(row.ts_ns == ts_ns);
}

static void test_order_pop__merges_cpus_by_time(void **state)
{
	struct order order;
	struct row row;

	(void)state;
	assert_int_equal(order_init(&order, 3), 0);
	push(&order, 2, 30);
	push(&order, 2, 40);
	push(&order, 0, 10);
	push(&order, 0, 35);
	push(&order, 1, 20);
	for (uint64_t ts_ns = 10; ts_ns <= 30; ts_ns += 10)
		expect_next(&order, 100, ts_ns);
	expect_next(&order, 100, 35);
	expect_next(&order, 100, 40);
	assert_false(order_pop(&order, 100, &row));
	order_release(&order);
}

static void test_order_pop__holds_back_what_is_too_new(void **state)
{
	struct order order;
	struct row row;

	(void)state;
	assert_int_equal(order_init(&order, 2), 0);
	push(&order, 0, 10);
	push(&order, 0, 20);
	expect_next(&order, 10, 10);
	assert_false(order_pop(&order, 19, &row));
	push(&order, 1, 15);
	expect_next(&order, 20, 15);
	expect_next(&order, 20, 20);
	order_release(&order);
}

static void test_order_room__counts_what_waits(void **state)
{
	struct order order;

	(void)state;
	assert_int_equal(order_init(&order, 2), 0);
	for (int i = 0; i < ORDER_QUEUE_ROWS; i++)
		push(&order, 1, i);
	assert_int_equal(order_room(&order, 1), 0);
	assert_int_equal(order_room(&order, 0), ORDER_QUEUE_ROWS);
	assert_false(order_has_room(&order, 1));
	assert_int_equal(order_last_ns(&order, 1), ORDER_QUEUE_ROWS - 1);
	expect_next(&order, 0, 0);
	assert_int_equal(order_room(&order, 1), 1);
	assert_true(order_has_room(&order, 1));
	assert_false(order_has_room(&order, 2));
	push(&order, 1, 5000); /* the queue wraps around */
	assert_int_equal(order_last_ns(&order, 1), 5000);
	order_release(&order);
}

/* Random rows of eight CPUs come out sorted, and none is missing. */
static void test_order_pop__sorts_random_streams(void **state)
{
	enum { CPUS = 8, ROWS = 100000 };
	struct order order;
	struct row row;
	uint64_t clock = 0, last = 0, pushed = 0, popped = 0;

	(void)state;
	srand(1);
	assert_int_equal(order_init(&order, CPUS), 0);
	while (pushed < ROWS) {
		uint32_t cpu = rand() % CPUS;

		clock += rand() % 3;
		if (order_room(&order, cpu) > 0) {
			push(&order, cpu, clock);
			pushed++;
		}
		if (rand() % 100 == 0) {
			while (order_pop(&order, clock, &row)) {
				assert_true(row.ts_ns >= last);
				last = row.ts_ns;
				popped++;
			}
		}
	}
	while (order_pop(&order, UINT64_MAX, &row))
		popped++;
	assert_int_equal(popped, pushed);
	order_release(&order);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order_pop__merges_cpus_by_time),
		cmocka_unit_test(test_order_pop__holds_back_what_is_too_new),
		cmocka_unit_test(test_order_room__counts_what_waits),
		cmocka_unit_test(test_order_pop__sorts_random_streams),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
