/* The exact bytes that each format writes, and how many calls the sink counts as shown. */
#include "written.h"

#include <jansson.h>

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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
