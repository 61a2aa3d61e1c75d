#include "base/number.h"
#include "unit.h"

#include <errno.h>

static void test_number_parse__takes_whole_numbers(void **state)
{
	uint64_t value;

	(void)state;
	assert_int_equal(number_parse("0", 10, &value), 0);
	assert_int_equal(value, 0);
	assert_int_equal(number_parse("18446744073709551615", UINT64_MAX, &value), 0);
	assert_true(value == UINT64_MAX);
	assert_int_equal(number_parse("007", 10, &value), 0);
	assert_int_equal(value, 7);
}

static void test_number_parse__refuses_what_is_too_large(void **state)
{
	uint64_t value;

	(void)state;
	assert_int_equal(number_parse("11", 10, &value), -ERANGE);
	assert_int_equal(number_parse("9", 8, &value), -ERANGE);
	assert_int_equal(number_parse("18446744073709551616", UINT64_MAX, &value), -ERANGE);
	assert_int_equal(number_parse("99999999999999999999999", UINT64_MAX, &value), -ERANGE);
}

static void test_number_parse__refuses_everything_else(void **state)
{
	static const char *const bad[] = {"",    " 1",  "1 ",  "+1",  "-1",
					  "0x1", "1e3", "1.0", "nan", "inf"};
	uint64_t value;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(number_parse(bad[i], UINT64_MAX, &value), -EINVAL);
}

static void test_number_parse_seconds__takes_fractions(void **state)
{
	uint64_t ns;

	(void)state;
	assert_int_equal(number_parse_seconds("2", &ns), 0);
	assert_true(ns == 2000000000);
	assert_int_equal(number_parse_seconds("0.25", &ns), 0);
	assert_true(ns == 250000000);
	assert_int_equal(number_parse_seconds("1.0000000019", &ns), 0);
	assert_true(ns == 1000000001);
}

static void test_number_parse_seconds__refuses_zero_and_overflow(void **state)
{
	static const char *const bad[] = {"0", "0.0", "0.0000000001", "9223372036",
					  "99999999999999999999"};
	uint64_t ns;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(number_parse_seconds(bad[i], &ns), -ERANGE);
}

static void test_number_parse_seconds__refuses_everything_else(void **state)
{
	static const char *const bad[] = {"", ".5", "1.", "1,5", "-1", "nan", "inf", "1e3", "1s"};
	uint64_t ns;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(number_parse_seconds(bad[i], &ns), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_number_parse__takes_whole_numbers),
		cmocka_unit_test(test_number_parse__refuses_what_is_too_large),
		cmocka_unit_test(test_number_parse__refuses_everything_else),
		cmocka_unit_test(test_number_parse_seconds__takes_fractions),
		cmocka_unit_test(test_number_parse_seconds__refuses_zero_and_overflow),
		cmocka_unit_test(test_number_parse_seconds__refuses_everything_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
