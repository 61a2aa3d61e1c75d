/* Stacks are kept once, named once, and given up when nobody holds them. */
#include "event/stack.h"
#include "unit.h"

#include <string.h>

enum { SKB_CLONE = 1, CONNECT = 2, TRANSMIT = 3 };

static int named; /* frames so far */

static void name(void *names, struct frame *frame)
{
	static const char *const functions[] = {NULL, "skb_clone", "tcp_connect",
						"__tcp_transmit_skb"};

	(void)names;
	named++;
	if (frame->address < 4)
		frame->function = functions[frame->address];
}

static const struct stack_names names = {name, NULL, 0};

static void test_stacks_get__keeps_each_once(void **state)
{
	const uint64_t addresses[] = {SKB_CLONE, TRANSMIT, CONNECT};
	struct stacks stacks = {0};
	struct stack *first, *second;

	(void)state;
	named = 0;
	first = stacks_get(&stacks, &names, addresses, 3);
	second = stacks_get(&stacks, &names, addresses, 3);
	assert_ptr_equal(first, second);
	assert_int_equal(first->users, 2);
	assert_int_equal(named, 3);
	assert_int_equal(stacks.count, 1);
	assert_ptr_not_equal(first, stacks_get(&stacks, &names, addresses, 2));
	assert_ptr_not_equal(first, stacks_get(&stacks, &names, addresses + 1, 2));
	stacks_release(&stacks);
}

static void test_stacks_get__begins_with_the_caller(void **state)
{
	const uint64_t addresses[] = {SKB_CLONE, TRANSMIT, CONNECT};
	struct stacks stacks = {0};
	const struct stack *stack;

	(void)state;
	stack = stacks_get(&stacks, &names, addresses, 3);
	assert_int_equal(stack->count, 2);
	assert_string_equal(stack->frames[0].function, "__tcp_transmit_skb");
	assert_int_equal(stack->cause, CAUSE_TCP_CONNECT);
	/* as arm64 has it */
	stack = stacks_get(&stacks, &names, addresses + 1, 2);
	assert_int_equal(stack->count, 2);
	assert_int_equal(stack->cause, CAUSE_TCP_CONNECT);
	stacks_release(&stacks);
}

/* By fentry, a BPF program and a trampoline come first. Nothing names them. */
static void test_stacks_get__leaves_out_what_is_before_skb_clone(void **state)
{
	const uint64_t addresses[] = {100, 101, SKB_CLONE, TRANSMIT, CONNECT};
	const uint64_t twice[] = {100, 100, 101, SKB_CLONE, TRANSMIT, CONNECT};
	const uint64_t nameless[] = {100, 101, 102, 103, 104};
	const struct stack_names by_fentry = {name, NULL, 2};
	struct stacks stacks = {0};
	const struct stack *stack;

	(void)state;
	stack = stacks_get(&stacks, &by_fentry, addresses, 5);
	assert_int_equal(stack->count, 2);
	assert_string_equal(stack->frames[0].function, "__tcp_transmit_skb");
	assert_int_equal(stack->cause, CAUSE_TCP_CONNECT);
	stack = stacks_get(&stacks, &by_fentry, twice, 6);
	assert_int_equal(stack->count, 2);
	assert_int_equal(stack->cause, CAUSE_TCP_CONNECT);
#ifdef __x86_64__
	stack = stacks_get(&stacks, &by_fentry, nameless, 5);
	assert_int_equal(stack->count, 2);
	assert_int_equal(stack->frames[0].address, 103);
#else
	(void)nameless;
#endif
	stacks_release(&stacks);
}

/* Far from the beginning it is a function like others. */
static void test_stacks_get__keeps_what_is_before_a_later_skb_clone(void **state)
{
	const uint64_t addresses[] = {SKB_CLONE, 100, 101, 102, 103, 104, SKB_CLONE, CONNECT};
	struct stacks stacks = {0};

	(void)state;
	assert_int_equal(stacks_get(&stacks, &names, addresses, 8)->count, 7);
	stacks_release(&stacks);
}

static void test_stacks_get__has_no_cause_without_names(void **state)
{
	const uint64_t addresses[] = {SKB_CLONE, 100, 101};
	struct stacks stacks = {0};
	const struct stack *stack;

	(void)state;
	stack = stacks_get(&stacks, &names, addresses, 3);
	assert_int_equal(stack->count, 2);
	assert_null(stack->frames[0].function);
	assert_int_equal(stack->cause, CAUSE_UNKNOWN);
	assert_int_equal(stack->context, CONTEXT_UNKNOWN);
#ifdef __x86_64__
	/* the first is skb_clone()'s own, also where all names are hidden */
	stack = stacks_get(&stacks, &names, addresses + 1, 2);
	assert_int_equal(stack->count, 1);
	assert_int_equal(stack->frames[0].address, 101);
#endif
	stack = stacks_get(&stacks, &names, addresses, 0);
	assert_int_equal(stack->count, 0);
	assert_int_equal(stack->cause, CAUSE_UNKNOWN);
	stacks_release(&stacks);
}

/* Once for each time that names may have changed, also where a frame has none. */
static void test_stacks_distrust__names_again(void **state)
{
	const uint64_t nameless[] = {SKB_CLONE, 100}, known[] = {SKB_CLONE, CONNECT};
	struct stacks stacks = {0};

	(void)state;
	(void)stacks_get(&stacks, &names, nameless, 2);
	(void)stacks_get(&stacks, &names, known, 2);
	named = 0;
	(void)stacks_get(&stacks, &names, known, 2);
	(void)stacks_get(&stacks, &names, nameless, 2);
	assert_int_equal(named, 0);
	stacks_distrust(&stacks);
	for (int i = 0; i < 2; i++) {
		(void)stacks_get(&stacks, &names, known, 2);
		(void)stacks_get(&stacks, &names, nameless, 2);
		assert_int_equal(named, 4);
	}
	stacks_release(&stacks);
}

/* Without end new ones: those that a row holds stay, the others make room. */
static void test_stacks_get__is_bounded(void **state)
{
	const uint64_t held_addresses[] = {TRANSMIT, CONNECT};
	struct stacks stacks = {0};
	struct stack *held = stacks_get(&stacks, &names, held_addresses, 2);
	uint64_t addresses[SKBCLONE_FRAMES + 10];

	(void)state;
	memset(addresses, 0xff, sizeof(addresses));
	addresses[0] = SKB_CLONE;
	for (uint64_t i = 0; i < 100000; i++) {
		addresses[1] = 1000 + i;
		stack_put(stacks_get(&stacks, &names, addresses, 2 + i % 3));
		assert_true(stacks.count < 20000);
	}
	assert_ptr_equal(stacks_get(&stacks, &names, held_addresses, 2), held);
	assert_int_equal(held->users, 2);
	/* longer than the kernel side sends */
	assert_int_equal(stacks_get(&stacks, &names, addresses, SKBCLONE_FRAMES + 10)->count,
			 SKBCLONE_FRAMES - 1);
	stacks_release(&stacks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stacks_get__keeps_each_once),
		cmocka_unit_test(test_stacks_get__begins_with_the_caller),
		cmocka_unit_test(test_stacks_get__leaves_out_what_is_before_skb_clone),
		cmocka_unit_test(test_stacks_get__keeps_what_is_before_a_later_skb_clone),
		cmocka_unit_test(test_stacks_get__has_no_cause_without_names),
		cmocka_unit_test(test_stacks_distrust__names_again),
		cmocka_unit_test(test_stacks_get__is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
