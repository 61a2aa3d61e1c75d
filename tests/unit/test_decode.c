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

static void test_decode_origin__reads_what_is_there(void **state)
{
	struct {
		struct skbclone_event event;
		struct skbclone_packet packet;
		uint64_t addresses[SKBCLONE_FRAMES + 3];
	} sample = {.packet = {.length = 7}, .addresses = {1, 2, 3}};
	const size_t fixed = sizeof(sample.event) + sizeof(sample.packet);
	struct decoded_origin origin;

	(void)state;
	assert_int_equal(decode_origin(&origin, &sample, fixed + 3 * 8 + 4, true), 0);
	assert_int_equal(origin.packet.length, 7);
	assert_int_equal(origin.count, 3);
	assert_int_equal(origin.addresses[2], 3);
	assert_int_equal(decode_origin(&origin, &sample, fixed, true), 0);
	assert_int_equal(origin.count, 0);
	assert_int_equal(decode_origin(&origin, &sample, sizeof(sample), true), 0);
	assert_int_equal(origin.count, SKBCLONE_FRAMES);
	assert_int_equal(decode_origin(&origin, &sample, fixed - 1, true), -EINVAL);
	assert_int_equal(decode_origin(&origin, &sample, sizeof(sample.event) + 8, false), 0);
	assert_int_equal(origin.count, 1);
	assert_int_equal(decode_origin(&origin, &sample, sizeof(sample.event) - 1, false), -EINVAL);
}

static void test_decode_origin__refuses_more_headers_than_there_are(void **state)
{
	struct {
		struct skbclone_event event;
		struct skbclone_packet packet;
	} sample = {.packet = {.header_size = SKBCLONE_HEADER_SIZE}};
	struct decoded_origin origin;

	(void)state;
	assert_int_equal(decode_origin(&origin, &sample, sizeof(sample), true), 0);
	sample.packet.header_size++;
	assert_int_equal(decode_origin(&origin, &sample, sizeof(sample), true), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decode_sample__fills_the_row),
		cmocka_unit_test(test_decode_sample__takes_unaligned_and_padded_samples),
		cmocka_unit_test(test_decode_sample__refuses_short_samples),
		cmocka_unit_test(test_decode_sample__terminates_a_full_comm),
		cmocka_unit_test(test_decode_origin__reads_what_is_there),
		cmocka_unit_test(test_decode_origin__refuses_more_headers_than_there_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
