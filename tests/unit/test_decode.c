#include "event/decode.h"
#include "unit.h"

#include <errno.h>
#include <string.h>

static const struct skbclone_event event = {
	.ts_ns = 81234567890,
	.seq = 7,
	.tgid = 1234,
	.tid = 1235,
	.comm = "curl",
};

static void test_decode_sample__fills_the_row(void **state)
{
	struct row row;

	(void)state;
	assert_int_equal(decode_sample(&row, &event, sizeof(event), 3), 0);
	assert_true(row.ts_ns == 81234567890);
	assert_int_equal(row.seq, 7);
	assert_int_equal(row.tgid, 1234);
	assert_int_equal(row.tid, 1235);
	assert_int_equal(row.cpu, 3);
	assert_string_equal(row.comm, "curl");
}

static void test_decode_sample__takes_unaligned_and_padded_samples(void **state)
{
	char sample[sizeof(event) + 8] = {0};
	struct row row;

	(void)state;
	memcpy(sample + 4, &event, sizeof(event));
	assert_int_equal(decode_sample(&row, sample + 4, sizeof(event) + 4, 0), 0);
	assert_int_equal(row.tgid, 1234);
}

static void test_decode_sample__refuses_short_samples(void **state)
{
	struct row row;

	(void)state;
	assert_int_equal(decode_sample(&row, &event, sizeof(event) - 1, 0), -EINVAL);
	assert_int_equal(decode_sample(&row, &event, 0, 0), -EINVAL);
}

static void test_decode_sample__terminates_a_full_comm(void **state)
{
	struct skbclone_event full = event;
	struct row row;

	(void)state;
	memset(full.comm, 'x', sizeof(full.comm));
	assert_int_equal(decode_sample(&row, &full, sizeof(full), 0), 0);
	assert_int_equal(strlen(row.comm), SKBCLONE_COMM_SIZE - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decode_sample__fills_the_row),
		cmocka_unit_test(test_decode_sample__takes_unaligned_and_padded_samples),
		cmocka_unit_test(test_decode_sample__refuses_short_samples),
		cmocka_unit_test(test_decode_sample__terminates_a_full_comm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
