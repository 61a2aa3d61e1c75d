/* Stacks as text, innermost first, as they were met on Debian's kernels. */
#include "event/cause.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FRAMES_MAX = 16 };

struct text_stack {
	char text[512];
	struct frame frames[FRAMES_MAX];
	size_t count;
};

/* `function function/module ...` */
static void read_stack(struct text_stack *stack, const char *text)
{
	stack->count = 0;
	assert_true(strlen(text) < sizeof(stack->text));
	strcpy(stack->text, text);
	for (char *word = strtok(stack->text, " "); word; word = strtok(NULL, " ")) {
		char *slash = strchr(word, '/');

		assert_true(stack->count < FRAMES_MAX);
		if (slash)
			*slash = '\0';
		stack->frames[stack->count++] =
			(struct frame){.function = word, .module = slash ? slash + 1 : NULL};
	}
}

static const char *cause_id(const char *text)
{
	struct text_stack stack;

	read_stack(&stack, text);
	return causes[cause_of(stack.frames, stack.count)].id;
}

static const char *context(const char *text)
{
	struct text_stack stack;

	read_stack(&stack, text);
	return context_name(context_of(stack.frames, stack.count));
}

static void test_cause_of__tells_tcp_by_the_frames_behind(void **state)
{
	(void)state;
	assert_string_equal(cause_id("__tcp_transmit_skb tcp_connect tcp_v4_connect"),
			    "tcp-connect");
	assert_string_equal(cause_id("__tcp_transmit_skb tcp_write_xmit __tcp_push_pending_frames"),
			    "tcp-data");
	assert_string_equal(cause_id("__tcp_transmit_skb __tcp_retransmit_skb tcp_retransmit_skb"),
			    "tcp-retransmit");
	assert_string_equal(cause_id("__tcp_transmit_skb __tcp_retransmit_skb tcp_send_loss_probe"),
			    "tcp-loss-probe");
	assert_string_equal(cause_id("__tcp_transmit_skb tcp_write_xmit tcp_send_loss_probe"),
			    "tcp-loss-probe");
	assert_string_equal(cause_id("__tcp_transmit_skb tcp_write_wakeup tcp_send_probe0"),
			    "tcp-window-probe");
	assert_string_equal(cause_id("__tcp_transmit_skb something_new"), "tcp-transmit");
	assert_string_equal(cause_id("__tcp_transmit_skb"), "tcp-transmit");
}

static void test_cause_of__looks_no_further_than_the_caller(void **state)
{
	(void)state;
	assert_string_equal(cause_id("dev_queue_xmit_nit dev_hard_start_xmit"), "capture-transmit");
	assert_string_equal(cause_id("something_new dev_queue_xmit_nit"), "unknown");
	assert_string_equal(cause_id("something_new __tcp_transmit_skb tcp_connect"), "unknown");
	assert_string_equal(cause_id(""), "unknown");
}

static void test_cause_of__steps_over_wrappers_alone(void **state)
{
	(void)state;
	assert_string_equal(cause_id("skb_share_check arp_rcv"), "shared-receive");
	assert_string_equal(cause_id("skb_share_check packet_rcv"), "capture-receive");
	assert_string_equal(cause_id("skb_share_check something_new"), "shared-receive");
	assert_string_equal(cause_id("netlink_skb_clone nfnetlink_rcv_batch"), "netlink-request");
}

static void test_cause_of__ignores_what_the_compiler_appended(void **state)
{
	(void)state;
	assert_string_equal(cause_id("maybe_deliver.isra.0"), "bridge-flood");
	assert_string_equal(cause_id("dev_queue_xmit_nit.constprop.0"), "capture-transmit");
	assert_string_equal(cause_id("packet_rcv.part.0"), "capture-receive");
	assert_string_equal(cause_id("packet_rcv.cold"), "capture-receive");
	assert_string_equal(cause_id("packet_rcv_x"), "unknown");
}

static void test_cause_of__knows_common_names_in_their_module_alone(void **state)
{
	(void)state;
	assert_string_equal(cause_id("raw_rcv/can_raw"), "can");
	assert_string_equal(cause_id("raw_rcv"), "unknown");
	assert_string_equal(cause_id("probe/aoe"), "storage-over-ethernet");
	assert_string_equal(cause_id("probe/other"), "unknown");
}

static void test_cause_with_fin__makes_data_the_end(void **state)
{
	(void)state;
	assert_int_equal(cause_with_fin(CAUSE_TCP_DATA, true), CAUSE_TCP_CLOSE);
	assert_int_equal(cause_with_fin(CAUSE_TCP_DATA, false), CAUSE_TCP_DATA);
	assert_int_equal(cause_with_fin(CAUSE_CAPTURE_TRANSMIT, true), CAUSE_CAPTURE_TRANSMIT);
}

static void test_causes__are_whole(void **state)
{
	(void)state;
	for (int i = 0; i < CAUSE_COUNT; i++) {
		assert_non_null(causes[i].id);
		assert_non_null(causes[i].sentence);
		assert_non_null(cause_class_name(causes[i].class));
		assert_true(strspn(causes[i].id, "abcdefghijklmnopqrstuvwxyz0123456789-") ==
			    strlen(causes[i].id));
		for (int j = 0; j < i; j++)
			assert_string_not_equal(causes[i].id, causes[j].id);
	}
}

/* tests/data/callers: the functions that call skb_clone() in the machine code of four
 * kernels. Each is known. */
static void test_cause_of__knows_every_caller(void **state)
{
	FILE *file = fopen(TEST_DATA "/callers", "r");
	char line[256];
	int callers = 0;

	(void)state;
	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#')
			continue;
		callers++;
		if (strcmp(cause_id(line), "unknown") == 0)
			fail_msg("%s is unknown", line);
	}
	fclose(file);
	assert_true(callers > 200);
}

static void test_context_of__reads_the_stack_outwards(void **state)
{
	(void)state;
	assert_string_equal(context("dev_queue_xmit_nit udp_send_skb __sys_sendto do_syscall_64 "
				    "entry_SYSCALL_64_after_hwframe"),
			    "task");
	assert_string_equal(context("packet_rcv __netif_receive_skb_one_core net_rx_action "
				    "handle_softirqs do_softirq __local_bh_enable_ip "
				    "__dev_queue_xmit tcp_sendmsg do_syscall_64"),
			    "own-softirq");
	assert_string_equal(
		context("packet_rcv net_rx_action __do_softirq irq_exit_rcu "
			"common_interrupt asm_common_interrupt main_loop do_syscall_64"),
		"interrupt");
	assert_string_equal(context("packet_rcv net_rx_action handle_softirqs __irq_exit_rcu "
				    "sysvec_apic_timer_interrupt asm_sysvec_apic_timer_interrupt"),
			    "interrupt");
	assert_string_equal(context("packet_rcv net_rx_action __softirqentry_text_start "
				    "run_ksoftirqd smpboot_thread_fn kthread ret_from_fork"),
			    "kthread");
	assert_string_equal(context("macvlan_process_broadcast process_one_work worker_thread "
				    "kthread ret_from_fork_asm"),
			    "kthread");
	assert_string_equal(context("x net_rx_action handle_softirqs do_softirq "
				    "__local_bh_enable_ip wg_worker process_one_work kthread"),
			    "kthread");
	assert_string_equal(context("dev_queue_xmit_nit __arm64_sys_sendto el0_svc el0t_64_sync"),
			    "task");
	assert_string_equal(context("x net_rx_action handle_softirqs irq_exit_rcu el1_interrupt "
				    "el1h_64_irq"),
			    "interrupt");
	/* Debian 13, arm64: on the way back to a thread that was interrupted */
	assert_string_equal(context("x net_rx_action handle_softirqs call_on_irq_stack "
				    "do_softirq __local_bh_enable_ip fpsimd_restore_current_state "
				    "do_notify_resume el0_interrupt el0t_64_irq"),
			    "interrupt");
}

static void test_context_of__does_not_guess(void **state)
{
	(void)state;
	assert_string_equal(context(""), "?");
	assert_string_equal(context("something_new something_else"), "?");
	/* cut off before it tells whose softirq work it is */
	assert_string_equal(context("packet_rcv net_rx_action handle_softirqs"), "?");
	assert_string_equal(context("x handle_softirqs do_softirq __local_bh_enable_ip"), "?");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cause_of__tells_tcp_by_the_frames_behind),
		cmocka_unit_test(test_cause_of__looks_no_further_than_the_caller),
		cmocka_unit_test(test_cause_of__steps_over_wrappers_alone),
		cmocka_unit_test(test_cause_of__ignores_what_the_compiler_appended),
		cmocka_unit_test(test_cause_of__knows_common_names_in_their_module_alone),
		cmocka_unit_test(test_cause_with_fin__makes_data_the_end),
		cmocka_unit_test(test_causes__are_whole),
		cmocka_unit_test(test_cause_of__knows_every_caller),
		cmocka_unit_test(test_context_of__reads_the_stack_outwards),
		cmocka_unit_test(test_context_of__does_not_guess),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
