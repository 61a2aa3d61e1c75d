/* What each format writes of WHY and of stacks. */
#include "written.h"

#include <stdlib.h>
#include <sys/socket.h>

enum { CALLS = FIELDS_OF_CALLS, TOTALS = FIELDS_OF_TOTALS };

static const struct row rest = {.rest = true, .comm = "[other]", .count = 3};

/* A call with all that WHY knows. */
static struct row why_row(struct stack **stack)
{
	struct row call = {
		.time_ns = 5,
		.tgid = 7,
		.tid = 7,
		.comm = "curl",
		.count = 1,
		.cause = CAUSE_TCP_CONNECT,
		.context = CONTEXT_TASK,
		.packet = {.parts = PACKET_ADDRESSES | PACKET_PORTS | PACKET_PROTOCOL |
				    PACKET_FLAGS | PACKET_LENGTH,
			   .from = PACKET_FROM_SOCKET,
			   .family = AF_INET,
			   .flags = 2,
			   .protocol = 6,
			   .source_port = 1,
			   .destination_port = 80,
			   .netns = 9,
			   .source = {127, 0, 0, 1},
			   .destination = {127, 0, 0, 2}},
	};

	*stack = calloc(1, sizeof(**stack) + 2 * sizeof((*stack)->frames[0]));
	(*stack)->count = 2;
	(*stack)->frames[0] = (struct frame){.function = "xmit", .module = "veth", .offset = 28};
	(*stack)->frames[1] = (struct frame){.address = 0xffffffff81000000};
	call.stack = *stack;
	return call;
}

static void test_formats__show_why(void **state)
{
	const unsigned has = CALLS | FIELDS_OF_WHY | FIELDS_OF_STACKS;
	struct written written;
	struct stack *stack;
	struct row call = why_row(&stack);

	(void)state;
	written_open(&written, "table", has);
	assert_string_equal(written_begin(&written),
			    "TIME(s)            COMM                PID    COUNT  CONTEXT     "
			    "CAUSE              PACKET\n");
	assert_string_equal(written_row(&written, &call),
			    "0.000000005        curl                7      1      task        "
			    "tcp-connect        127.0.0.1:1 > 127.0.0.2:80 tcp S\n"
			    "    xmit+0x1c [veth]\n"
			    "    0xffffffff81000000\n");
	written_close(&written);

	written_open(&written, "csv", has);
	assert_string_equal(written_begin(&written),
			    "time,comm,pid,tid,cpu,count,context,cause,caller,protocol,source,"
			    "source_port,destination,destination_port,flags,length,device,netns,"
			    "stack\n");
	assert_string_equal(written_row(&written, &call),
			    "0.000000005,curl,7,7,0,1,task,tcp-connect,xmit,tcp,127.0.0.1,1,"
			    "127.0.0.2,80,S,0,,9,xmit+0x1c [veth];0xffffffff81000000\n");
	written_close(&written);

	written_open(&written, "json", has);
	assert_string_equal(
		written_row(&written, &call),
		"{\"type\":\"call\",\"time\":5e-9,\"ts_ns\":0,\"comm\":\"curl\",\"pid\":7,\"tid\":"
		"7,"
		"\"cpu\":0,\"count\":1,\"context\":\"task\",\"cause\":\"tcp-connect\",\"class\":"
		"\"normal\",\"caller\":{\"function\":\"xmit\",\"offset\":28,\"module\":\"veth\"},"
		"\"packet\":{\"family\":\"inet\",\"protocol\":\"tcp\",\"source\":\"127.0.0.1\","
		"\"source_port\":1,\"destination\":\"127.0.0.2\",\"destination_port\":80,\"flags\":"
		"\"S\",\"length\":0,\"from\":\"socket\",\"netns\":9},\"stack\":[{\"function\":"
		"\"xmit\","
		"\"offset\":28,\"module\":\"veth\"},{\"address\":\"0xffffffff81000000\"}]}\n");
	written_close(&written);
	free(stack);
}

/* Where nothing is known, nothing is shown. */
static void test_formats__show_no_packet_that_is_not_known(void **state)
{
	const struct row call = {.comm = "x", .count = 1};
	const unsigned has = CALLS | FIELDS_OF_WHY;
	struct written written;

	(void)state;
	written_open(&written, "json", has);
	assert_string_equal(
		written_row(&written, &call),
		"{\"type\":\"call\",\"time\":0.0,\"ts_ns\":0,\"comm\":\"x\",\"pid\":0,"
		"\"tid\":0,\"cpu\":0,\"count\":1,\"context\":\"?\",\"cause\":\"unknown\","
		"\"class\":\"normal\"}\n");
	written_close(&written);
	written_open(&written, "csv", has);
	assert_string_equal(written_row(&written, &call),
			    "0.000000000,x,0,0,0,1,?,unknown,,,,,,,,,,\n");
	written_close(&written);
}

static void test_formats__show_totals_of_causes(void **state)
{
	const unsigned has = TOTALS | FIELDS_OF_WHY;
	uint64_t calls[CAUSE_COUNT] = {[CAUSE_TCP_CONNECT] = 3};
	const struct summary summary = {.calls = 3, .shown = 3, .causes = calls};
	struct written written;
	struct stack *stack;
	struct row call = why_row(&stack);

	(void)state;
	call.count = 3;
	written_open(&written, "table", has);
	assert_string_equal(written_begin(&written),
			    "CAUSE              CONTEXT     CALLER                     COMM"
			    "                PID    COUNT\n");
	assert_string_equal(written_row(&written, &call),
			    "tcp-connect        task        xmit                       curl"
			    "                7      3\n");
	assert_string_equal(written_row(&written, &rest),
			    "-                  -           -                          [other]"
			    "             -      3\n");
	written_close(&written);

	written_open(&written, "csv", has);
	assert_string_equal(written_begin(&written), "cause,context,caller,comm,pid,count\n");
	assert_string_equal(written_row(&written, &call), "tcp-connect,task,xmit,curl,7,3\n");
	written_close(&written);

	written_open(&written, "json", has);
	assert_string_equal(written_row(&written, &call),
			    "{\"type\":\"cause\",\"cause\":\"tcp-connect\",\"class\":\"normal\","
			    "\"context\":\"task\",\"caller\":\"xmit\",\"comm\":\"curl\",\"pid\":7,"
			    "\"count\":3}\n");
	sink_end(&written.sink, &summary);
	assert_string_equal(
		written_text(&written),
		"{\"type\":\"summary\",\"calls\":3,\"shown\":3,\"lost\":0,"
		"\"lost_reasons\":{},\"missed\":null,\"causes\":{\"tcp-connect\":3}}\n");
	written_close(&written);
	free(stack);
}

/* Colours take no room of the column, and are in no other format. */
static void test_table__colours_causes_by_class(void **state)
{
	const char *const others[] = {"csv", "json"};
	struct written written;
	struct stack *stack;
	struct row call = why_row(&stack);

	(void)state;
	written_open(&written, "table", CALLS | FIELDS_OF_WHY);
	written.sink.is_colored = true;
	assert_string_equal(written_row(&written, &call),
			    "0.000000005        curl                7      1      task        "
			    "\033[32mtcp-connect        \033[0m127.0.0.1:1 > 127.0.0.2:80 tcp S\n");
	call.cause = CAUSE_TCP_RETRANSMIT;
	assert_non_null(strstr(written_row(&written, &call), "\033[31mtcp-retransmit"));
	call.cause = CAUSE_CAPTURE_TRANSMIT;
	assert_non_null(strstr(written_row(&written, &call), "\033[33mcapture-transmit"));
	written_close(&written);
	for (size_t i = 0; i < 2; i++) {
		written_open(&written, others[i], CALLS | FIELDS_OF_WHY);
		written.sink.is_colored = true;
		assert_null(strchr(written_row(&written, &call), '\033'));
		written_close(&written);
	}
	free(stack);
}

static void test_folded__adds_up_stacks_at_the_end(void **state)
{
	struct written written;
	struct stack *stack;
	struct row call = why_row(&stack);

	(void)state;
	written_open(&written, "folded", CALLS | FIELDS_OF_STACKS);
	assert_string_equal(written_begin(&written), "");
	assert_string_equal(written_row(&written, &call), "");
	memcpy(call.comm, "a b;c\n", 7);
	written_row(&written, &call);
	written_row(&written, &call);
	call.context = CONTEXT_INTERRUPT; /* comm is a bystander's */
	written_row(&written, &call);
	call.stack = NULL;
	written_row(&written, &call);
	assert_int_equal(sink_shown(&written.sink), 0);
	assert_int_equal(sink_promised(&written.sink), 5);
	assert_string_equal(written_end(&written), "curl;0xffffffff81000000;xmit 1\n"
						   "a_b_c\\x0a;0xffffffff81000000;xmit 2\n"
						   "[softirq] 1\n"
						   "[softirq];0xffffffff81000000;xmit 1\n");
	assert_int_equal(sink_shown(&written.sink), 5);
	written_close(&written);
	free(stack);
}

/* New totals replace the last ones. */
static void test_folded__shows_the_last_totals(void **state)
{
	struct written written;
	struct stack *stack;
	struct row call = why_row(&stack);

	(void)state;
	written_open(&written, "folded", TOTALS | FIELDS_OF_WHY | FIELDS_OF_STACKS);
	call.count = 3;
	for (int i = 0; i < 2; i++) {
		written_begin(&written);
		written_row(&written, &call);
		written_row(&written, &rest);
	}
	assert_string_equal(written_end(&written), "[other] 3\n"
						   "curl;0xffffffff81000000;xmit 3\n");
	assert_int_equal(sink_shown(&written.sink), 6);
	written_close(&written);
	free(stack);
}

/* More stacks than the tree holds: the sum is exact, and the output takes several pieces. */
static void test_folded__counts_what_has_no_room(void **state)
{
	struct row call = {.comm = "x"};
	struct written written;
	uint64_t sum = 0;

	(void)state;
	call.stack = calloc(1, sizeof(*call.stack) + sizeof(call.stack->frames[0]));
	call.stack->count = 1;
	written_open(&written, "folded", CALLS | FIELDS_OF_STACKS);
	written_begin(&written);
	for (int i = 0; i < 20000; i++) {
		call.stack->frames[0].address = i % 10 ? 7000000 + i : 0;
		written_row(&written, &call);
	}
	for (bool more = true; more;) {
		const char *at;

		more = sink_end(&written.sink, NULL);
		for (at = written_text(&written); *at; at = strchr(at, '\n') + 1)
			sum += strtoull(strchr(at, ' '), NULL, 10);
	}
	assert_int_equal(sum, 20000);
	assert_int_equal(sink_shown(&written.sink), 20000);
	written_close(&written);
	free(call.stack);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_formats__show_why),
		cmocka_unit_test(test_formats__show_no_packet_that_is_not_known),
		cmocka_unit_test(test_formats__show_totals_of_causes),
		cmocka_unit_test(test_table__colours_causes_by_class),
		cmocka_unit_test(test_folded__adds_up_stacks_at_the_end),
		cmocka_unit_test(test_folded__shows_the_last_totals),
		cmocka_unit_test(test_folded__counts_what_has_no_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
