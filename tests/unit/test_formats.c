#include "output/format.h"
#include "unit.h"

#include <jansson.h>
#include <string.h>

static const struct row row = {
	.ts_ns = 81234567890,
	.tgid = 1234,
	.tid = 1235,
	.cpu = 1,
	.comm = "a,\"\n\\",
	.count = 12,
};
static const struct total total = {.tgid = 1234, .comm = "curl", .count = 7};
static const struct total other = {.other = true, .count = 3};

/* What the function wrote, as a string. */
#define WRITTEN(line, call)                                                                        \
	(assert_true((call) < FORMAT_LINE_SIZE), (line)[(call)] = '\0', (const char *)(line))

static void test_format_find__knows_three(void **state)
{
	(void)state;
	assert_string_equal(format_find("table")->name, "table");
	assert_string_equal(format_find("json")->name, "json");
	assert_string_equal(format_find("csv")->name, "csv");
	assert_null(format_find("xml"));
	assert_null(format_find(""));
}

static void test_csv__quotes_what_must_be(void **state)
{
	const struct format *csv = format_find("csv");
	char line[FORMAT_LINE_SIZE];

	(void)state;
	assert_string_equal(WRITTEN(line, csv->header(line)), "time,comm,pid,tid,cpu,count\n");
	assert_string_equal(WRITTEN(line, csv->row(line, &row, 123456)),
			    "0.000123456,\"a,\"\"\\x0a\\x5c\",1234,1235,1,12\n");
}

static void test_csv__writes_totals(void **state)
{
	const struct format *csv = format_find("csv");
	char line[FORMAT_LINE_SIZE];

	(void)state;
	assert_string_equal(WRITTEN(line, csv->totals_header(line, 0)), "comm,pid,count\n");
	assert_string_equal(WRITTEN(line, csv->total(line, &total, 0)), "curl,1234,7\n");
	assert_string_equal(WRITTEN(line, csv->total(line, &other, 0)), "[other],,3\n");
	assert_string_equal(WRITTEN(line, csv->totals_header(line, 1)),
			    "interval,comm,pid,count\n");
	assert_int_equal(csv->totals_header(line, 2), 0);
	assert_string_equal(WRITTEN(line, csv->total(line, &total, 2)), "2,curl,1234,7\n");
}

static void test_json__is_the_contracts(void **state)
{
	const struct format *json = format_find("json");
	char line[FORMAT_LINE_SIZE];
	struct row shared = row;

	(void)state;
	assert_null(json->header);
	assert_string_equal(
		WRITTEN(line, json->row(line, &row, 123456)),
		"{\"type\":\"call\",\"time\":0.000123456,\"ts_ns\":81234567890,\"comm\":"
		"\"a,\\\"\\\\x0a\\\\x5c\",\"pid\":1234,\"tid\":1235,\"cpu\":1,\"count\":12}\n");
	shared.other = true;
	assert_non_null(strstr(WRITTEN(line, json->row(line, &shared, 0)), "\"other\":true"));
	assert_string_equal(WRITTEN(line, json->total(line, &total, 0)),
			    "{\"type\":\"process\",\"comm\":\"curl\",\"pid\":1234,\"count\":7}\n");
	assert_string_equal(WRITTEN(line, json->total(line, &other, 2)),
			    "{\"type\":\"other\",\"count\":3,\"interval\":2}\n");
}

static void test_json__writes_the_summary(void **state)
{
	const struct format *json = format_find("json");
	struct summary summary = {.calls = 12, .shown = 10, .lost = 2, .missed_known = true};
	char line[FORMAT_LINE_SIZE];

	(void)state;
	summary.lost_reasons[LOST_BUFFER_FULL] = 2;
	assert_string_equal(WRITTEN(line, json->summary(line, &summary)),
			    "{\"type\":\"summary\",\"calls\":12,\"shown\":10,\"lost\":2,"
			    "\"lost_reasons\":{\"buffer full\":2},\"missed\":0}\n");
	summary = (struct summary){.calls = 12, .shown = 12};
	assert_string_equal(WRITTEN(line, json->summary(line, &summary)),
			    "{\"type\":\"summary\",\"calls\":12,\"shown\":12,\"lost\":0,"
			    "\"lost_reasons\":{},\"missed\":null}\n");
}

/* Any comm makes a line that a JSON parser takes. */
static void test_json__is_valid_for_every_byte(void **state)
{
	const struct format *json = format_find("json");
	char line[FORMAT_LINE_SIZE];

	(void)state;
	for (int byte = 1; byte < 256; byte++) {
		struct row any = {.count = UINT32_MAX, .ts_ns = INT64_MAX};
		json_t *parsed;

		memset(any.comm, byte, sizeof(any.comm) - 1);
		parsed = json_loads(WRITTEN(line, json->row(line, &any, INT64_MAX)), 0, NULL);
		assert_non_null(parsed);
		json_decref(parsed);
	}
}

static void test_table__writes_totals(void **state)
{
	const struct format *table = format_find("table");
	char line[FORMAT_LINE_SIZE];

	(void)state;
	assert_string_equal(WRITTEN(line, table->totals_header(line, 0)),
			    "COMM                PID    COUNT\n");
	assert_string_equal(WRITTEN(line, table->totals_header(line, 2)),
			    "\nCOMM                PID    COUNT\n");
	assert_string_equal(WRITTEN(line, table->total(line, &total, 0)),
			    "curl                1234   7\n");
	assert_string_equal(WRITTEN(line, table->total(line, &other, 0)),
			    "[other]             -      3\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_format_find__knows_three),
		cmocka_unit_test(test_csv__quotes_what_must_be),
		cmocka_unit_test(test_csv__writes_totals),
		cmocka_unit_test(test_json__is_the_contracts),
		cmocka_unit_test(test_json__writes_the_summary),
		cmocka_unit_test(test_json__is_valid_for_every_byte),
		cmocka_unit_test(test_table__writes_totals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
