#include "output/format.h"
#include "unit.h"

static void test_format_table__is_the_labs(void **state)
{
	const struct format *table = format_find("table");
	char line[FORMAT_LINE_SIZE];
	struct row row = {.tgid = 1234, .comm = "curl", .count = 12};

	(void)state;
	table->header(line);
	assert_string_equal(line, "TIME(s)            COMM                PID    COUNT\n");
	line[table->row(line, &row, 1000000002)] = '\0';
	assert_string_equal(line, "1.000000002        curl                1234   12\n");
}

static void test_format_table__is_exact_and_escaped(void **state)
{
	const struct format *table = format_find("table");
	char line[FORMAT_LINE_SIZE];
	struct row row = {.tgid = 4194303,
			  .comm = "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\n",
			  .count = UINT64_MAX};

	(void)state;
	line[table->row(line, &row, UINT64_MAX)] = '\0';
	assert_string_equal(
		line,
		"18446744073.709551615 \\x80\\x80\\x80\\x80\\x80\\x80\\x80\\x80\\x80\\x80\\x80"
		"\\x80\\x80\\x80\\x0a 4194303 18446744073709551615\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_format_table__is_the_labs),
		cmocka_unit_test(test_format_table__is_exact_and_escaped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
