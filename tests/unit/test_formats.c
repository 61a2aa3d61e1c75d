/* The exact bytes that each format writes, and how many calls the sink counts as shown. */
#include "written.h"

#include <jansson.h>
#include <stdlib.h>
#include <sys/socket.h>

enum {
	CALLS = FIELDS_OF_CALLS,
	TOTALS = FIELDS_OF_TOTALS,
	INTERVALS = FIELDS_OF_TOTALS | FIELDS_OF_INTERVALS,
};

static const struct row row = {
	.ts_ns = 81234567890,
	.time_ns = 123456,
	.tgid = 1234,
	.tid = 1235,
	.cpu = 1,
	.comm = "a,\"\n\\",
	.count = 12,
};
static const struct row total = {.tgid = 1234, .comm = "curl", .count = 7, .interval = 2};
static const struct row rest = {.rest = true, .comm = "[other]", .count = 3, .interval = 2};

static void test_format_find__knows_all(void **state)
{
	(void)state;
	assert_string_equal(format_find("table")->name, "table");
	assert_string_equal(format_find("json")->name, "json");
	assert_string_equal(format_find("csv")->name, "csv");
	assert_string_equal(format_find("folded")->name, "folded");
	assert_null(format_find("xml"));
	assert_null(format_find(""));
}

static void test_csv__quotes_what_must_be(void **state)
{
	struct written written;

	(void)state;
	written_open(&written, "csv", CALLS);
	assert_string_equal(written_begin(&written), "time,comm,pid,tid,cpu,count\n");
	assert_string_equal(written_row(&written, &row),
			    "0.000123456,\"a,\"\"\\x0a\\x5c\",1234,1235,1,12\n");
	written_close(&written);
}

static void test_csv__writes_totals(void **state)
{
	struct written written;

	(void)state;
	written_open(&written, "csv", TOTALS);
	assert_string_equal(written_begin(&written), "comm,pid,count\n");
	assert_string_equal(written_row(&written, &total), "curl,1234,7\n");
	assert_string_equal(written_row(&written, &rest), "[other],,3\n");
	written_close(&written);

	written_open(&written, "csv", INTERVALS);
	assert_string_equal(written_begin(&written), "interval,comm,pid,count\n");
	assert_string_equal(written_begin(&written), "");
	assert_string_equal(written_row(&written, &total), "2,curl,1234,7\n");
	written_close(&written);
}

static void test_json__is_the_contracts(void **state)
{
	struct row shared = row;
	struct written written;

	(void)state;
	written_open(&written, "json", CALLS);
	assert_string_equal(written_begin(&written), "");
	assert_string_equal(
		written_row(&written, &row),
		"{\"type\":\"call\",\"time\":0.000123456,\"ts_ns\":81234567890,\"comm\":"
		"\"a,\\\"\\\\x0a\\\\x5c\",\"pid\":1234,\"tid\":1235,\"cpu\":1,\"count\":12}\n");
	shared.shared = true;
	assert_non_null(strstr(written_row(&written, &shared), "\"other\":true}\n"));
	written_close(&written);
}

static void test_json__writes_totals(void **state)
{
	struct written written;

	(void)state;
	written_open(&written, "json", TOTALS);
	assert_string_equal(written_row(&written, &total),
			    "{\"type\":\"process\",\"comm\":\"curl\",\"pid\":1234,\"count\":7}\n");
	written_close(&written);
	written_open(&written, "json", INTERVALS);
	assert_string_equal(written_row(&written, &rest),
			    "{\"type\":\"other\",\"count\":3,\"interval\":2}\n");
	written_close(&written);
}

static void test_json__writes_the_summary(void **state)
{
	struct summary summary = {.calls = 12, .shown = 10, .lost = 2, .missed_known = true};
	struct written written;

	(void)state;
	written_open(&written, "json", CALLS);
	summary.lost_reasons[LOST_BUFFER_FULL] = 2;
	sink_end(&written.sink, &summary);
	assert_string_equal(written_text(&written),
			    "{\"type\":\"summary\",\"calls\":12,\"shown\":10,\"lost\":2,"
			    "\"lost_reasons\":{\"buffer full\":2},\"missed\":0}\n");
	summary = (struct summary){.calls = 12, .shown = 12};
	sink_end(&written.sink, &summary);
	assert_string_equal(written_text(&written),
			    "{\"type\":\"summary\",\"calls\":12,\"shown\":12,\"lost\":0,"
			    "\"lost_reasons\":{},\"missed\":null}\n");
	written_close(&written);
}

/* A JSON parser accepts the line, whatever bytes the comm has. */
static void test_json__is_valid_for_every_byte(void **state)
{
	struct written written;

	(void)state;
	written_open(&written, "json", CALLS);
	for (int byte = 1; byte < 256; byte++) {
		struct row any = {.count = UINT32_MAX, .ts_ns = INT64_MAX, .time_ns = INT64_MAX};
		json_t *parsed;

		memset(any.comm, byte, sizeof(any.comm) - 1);
		parsed = json_loads(written_row(&written, &any), 0, NULL);
		assert_non_null(parsed);
		json_decref(parsed);
	}
	written_close(&written);
}

static void test_table__is_the_labs(void **state)
{
	const struct row call = {.time_ns = 1000000002, .tgid = 1234, .comm = "curl", .count = 12};
	struct written written;

	(void)state;
	written_open(&written, "table", CALLS);
	assert_string_equal(written_begin(&written),
			    "TIME(s)            COMM                PID    COUNT\n");
	assert_string_equal(written_row(&written, &call),
			    "1.000000002        curl                1234   12\n");
	written_close(&written);
}

static void test_table__is_exact_and_escaped(void **state)
{
	const struct row call = {
		.time_ns = UINT64_MAX,
		.tgid = 4194303,
		.comm = "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\n",
		.count = UINT64_MAX};
	struct written written;

	(void)state;
	written_open(&written, "table", CALLS);
	assert_string_equal(
		written_row(&written, &call),
		"18446744073.709551615 \\x80\\x80\\x80\\x80\\x80\\x80\\x80\\x80\\x80\\x80\\x80"
		"\\x80\\x80\\x80\\x0a 4194303 18446744073709551615\n");
	written_close(&written);
}

static void test_table__writes_totals(void **state)
{
	struct written written;

	(void)state;
	written_open(&written, "table", INTERVALS);
	assert_string_equal(written_begin(&written), "COMM                PID    COUNT\n");
	assert_string_equal(written_begin(&written), "\nCOMM                PID    COUNT\n");
	assert_string_equal(written_row(&written, &total), "curl                1234   7\n");
	assert_string_equal(written_row(&written, &rest), "[other]             -      3\n");
	written_close(&written);
}

/* In every format, the longest possible row fits into one piece of the writer. */
static void test_formats__have_room_for_the_longest_row(void **state)
{
	const char *const formats[] = {"table", "csv", "json"};
	struct row longest;

	(void)state;
	memset(&longest, 0xff, sizeof(longest));
	longest.cause = CAUSE_UNKNOWN;
	longest.context = CONTEXT_UNKNOWN;
	longest.stack = NULL;
	longest.packet = (struct packet){0};
	longest.shared = true;
	longest.rest = false;
	memset(longest.comm, '"', sizeof(longest.comm) - 1);
	longest.comm[sizeof(longest.comm) - 1] = '\0';
	longest.count = longest.ts_ns = INT64_MAX;
	for (int i = 0; i < 3; i++) {
		struct written written;
		const char *text;

		written_open(&written, formats[i], CALLS);
		text = written_row(&written, &longest);
		assert_true(strlen(text) > 0 && strlen(text) < WRITER_PIECE_MAX);
		assert_string_equal(strchr(text, '\n'), "\n");
		written_close(&written);
	}
}

/* A row of totals shows as many calls as its COUNT. A new table replaces the last one. */
static void test_sink_shown__counts_the_calls_of_rows(void **state)
{
	struct written written;

	(void)state;
	written_open(&written, "table", CALLS);
	sink_begin(&written.sink);
	sink_row(&written.sink, &row);
	sink_row(&written.sink, &row);
	assert_int_equal(sink_shown(&written.sink), 0);
	written_text(&written);
	assert_int_equal(sink_shown(&written.sink), 2);
	written_close(&written);

	written_open(&written, "csv", INTERVALS);
	sink_begin(&written.sink);
	written_row(&written, &total);
	written_row(&written, &rest);
	assert_int_equal(sink_shown(&written.sink), 10);
	sink_row(&written.sink, &total);
	sink_begin(&written.sink);
	written_row(&written, &rest);
	assert_int_equal(sink_shown(&written.sink), 3);
	written_close(&written);
}

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
		cmocka_unit_test(test_format_find__knows_all),
		cmocka_unit_test(test_csv__quotes_what_must_be),
		cmocka_unit_test(test_csv__writes_totals),
		cmocka_unit_test(test_json__is_the_contracts),
		cmocka_unit_test(test_json__writes_totals),
		cmocka_unit_test(test_json__writes_the_summary),
		cmocka_unit_test(test_json__is_valid_for_every_byte),
		cmocka_unit_test(test_table__is_the_labs),
		cmocka_unit_test(test_table__is_exact_and_escaped),
		cmocka_unit_test(test_table__writes_totals),
		cmocka_unit_test(test_formats__have_room_for_the_longest_row),
		cmocka_unit_test(test_sink_shown__counts_the_calls_of_rows),
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
