#include "event/trace_line.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

static const uint64_t TAG = 0xfedcba9800001234;

/* The message of a call: comm `curl`, tgid 77, the fifth call on its CPU. */
#define MESSAGE "skbclone-fedcba9800001234 6c727563 0 50000004d"

static bool parse(struct row *row, const char *line)
{
	return trace_line_parse(row, line, strlen(line), TAG);
}

static void test_trace_line_format__fills_the_array_exactly(void **state)
{
	char format[SKBCLONE_FORMAT_SIZE];

	(void)state;
	trace_line_format(format, TAG, ' ');
	assert_string_equal(format, "skbclone-fedcba9800001234 %llx %llx %llx ");
	trace_line_format(format, 5, '\n');
	assert_string_equal(format, "skbclone-0000000000000005 %llx %llx %llx\n");
	assert_int_equal(strlen(format), sizeof(format) - 1);
}

static void test_trace_line_parse__reads_a_call(void **state)
{
	struct row row;

	(void)state;
	assert_true(parse(
		&row,
		"            curl-78      [001] bN.21    22.441949: bpf_trace_printk: " MESSAGE
		" "));
	assert_true(row.ts_ns == 22441949000);
	assert_int_equal(row.cpu, 1);
	assert_int_equal(row.tid, 78);
	assert_int_equal(row.tgid, 77);
	assert_int_equal(row.seq, 5);
	assert_string_equal(row.comm, "curl");
}

static void test_trace_line_parse__reads_a_line_with_tgid(void **state)
{
	struct row row;

	(void)state;
	assert_true(
		parse(&row, "curl-78 (     77) [000] d... 9.000001: bpf_trace_printk: " MESSAGE));
	assert_int_equal(row.tid, 78);
	assert_true(
		parse(&row, "curl-78 (-------) [000] d... 9.000001: bpf_trace_printk: " MESSAGE));
	assert_int_equal(row.tid, 78);
}

static void test_trace_line_parse__reads_a_line_of_an_old_kernel(void **state)
{
	struct row row;

	(void)state;
	assert_true(parse(&row, "<...>-78 [127] d... 8123456.000001: 0x00000001: " MESSAGE));
	assert_int_equal(row.cpu, 127);
	assert_true(row.ts_ns == 8123456000001000);
}

static void test_trace_line_parse__never_looks_at_the_comm_of_the_line(void **state)
{
	static const char *const comms[] = {
		"a b", "[001] d... 1.5:", "x-12 [003]",    "",         "<...>",
		"-",   "\x1b[31m",        "CPU:0 [LOST 9", "(12) [0]", "skbclone-000123",
	};
	char line[256];
	struct row row;

	(void)state;
	for (size_t i = 0; i < sizeof(comms) / sizeof(comms[0]); i++) {
		snprintf(line, sizeof(line),
			 "%s-78 [001] d... 22.441949: bpf_trace_printk: " MESSAGE, comms[i]);
		assert_true(parse(&row, line));
		assert_int_equal(row.tid, 78);
		assert_int_equal(row.cpu, 1);
		assert_string_equal(row.comm, "curl");
	}
}

static void test_trace_line_parse__keeps_every_byte_of_the_comm(void **state)
{
	struct row row;
	const char comm[16] = "a\nb\x80\x1b\"\\,.-[]()!";
	uint64_t words[2];
	char line[256];

	(void)state;
	memcpy(words, comm, sizeof(words));
	snprintf(line, sizeof(line),
		 "x-1 [000] d... 1.000000: bpf_trace_printk: skbclone-fedcba9800001234 %llx %llx 1",
		 (unsigned long long)words[0], (unsigned long long)words[1]);
	assert_true(parse(&row, line));
	assert_memory_equal(row.comm, comm, sizeof(comm));
}

/* The start time of the process is split: its two parts use the spare bits of the second
 * and of the third number. */
static void test_trace_line_parse__reads_the_start(void **state)
{
	const uint64_t start = SKBCLONE_START(81234567890ull << 4);
	const uint64_t comm = (start >> SKBCLONE_START_LOW_BITS) << 56;
	const uint64_t third =
		(9ull << 32) | ((start << SKBCLONE_TGID_BITS) & UINT32_MAX) | 4194303;
	struct row row;
	char line[256];

	(void)state;
	snprintf(line, sizeof(line),
		 "x-1 [000] d... 1.000000: bpf_trace_printk: skbclone-fedcba9800001234 6c727563 "
		 "%llx %llx",
		 (unsigned long long)comm, (unsigned long long)third);
	assert_true(parse(&row, line));
	assert_true(row.start == start);
	assert_int_equal(row.tgid, 4194303);
	assert_int_equal(row.seq, 9);
	assert_string_equal(row.comm, "curl");
}

static void test_trace_line_parse__leaves_other_lines(void **state)
{
	static const char *const others[] = {
		"",
		"CPU:0 [LOST 2486 EVENTS]",
		"bash-12 [000] d... 1.000000: bpf_trace_printk: hello",
		"bash-12 [000] d... 1.000000: bpf_trace_printk: skbclone-fedcba9800001235 1 2 3",
		"bash-12 [000] d... 1.000000: bpf_trace_printk: skbclone-fedcba9800001234 1 2",
		"bash-12 [000] d... 1.000000: bpf_trace_printk: skbclone-fedcba9800001234 1 2 3 4",
		"bash-12 [000] d... 1.000000: bpf_trace_printk: skbclone-fedcba9800001234 1 2 3x",
		"bash-12 [000] d... 1.000000: bpf_trace_printk: skbclone-fedcba9800001234 1 2 "
		"11112222333344445",
		"skbclone-fedcba9800001234 1 2 3",
		": bpf_trace_printk: skbclone-fedcba9800001234 1 2 3",
		"1.000000: bpf_trace_printk: skbclone-fedcba9800001234 1 2 3",
		"12 [000] d... 1.000000: bpf_trace_printk: skbclone-fedcba9800001234 1 2 3",
		"bash-12 [0x0] d... 1.000000: bpf_trace_printk: skbclone-fedcba9800001234 1 2 3",
		"bash-12 [000] d... 1.0: bpf_trace_printk: skbclone-fedcba9800001234 1 2 3",
	};
	struct row row;

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_false(parse(&row, others[i]));
}

static uint64_t overwritten(const char *line)
{
	return trace_line_overwritten(line, strlen(line));
}

static void test_trace_line_overwritten__reads_the_kernels_line_alone(void **state)
{
	(void)state;
	assert_int_equal(overwritten("CPU:0 [LOST 2486 EVENTS]"), 2486);
	assert_int_equal(overwritten("CPU:127 [LOST 1 EVENTS]"), 1);
	assert_int_equal(overwritten("CPU:0 [LOST EVENTS]"), 0);
	assert_int_equal(overwritten("x CPU:0 [LOST 1 EVENTS]"), 0);
	assert_int_equal(overwritten("CPU:0 [LOST 1 EVENTS] "), 0);
	assert_int_equal(overwritten("CPU: [LOST 1 EVENTS]"), 0);
	assert_int_equal(overwritten(" EVENTS]"), 0);
	assert_int_equal(overwritten(""), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_trace_line_format__fills_the_array_exactly),
		cmocka_unit_test(test_trace_line_parse__reads_a_call),
		cmocka_unit_test(test_trace_line_parse__reads_a_line_with_tgid),
		cmocka_unit_test(test_trace_line_parse__reads_a_line_of_an_old_kernel),
		cmocka_unit_test(test_trace_line_parse__never_looks_at_the_comm_of_the_line),
		cmocka_unit_test(test_trace_line_parse__keeps_every_byte_of_the_comm),
		cmocka_unit_test(test_trace_line_parse__reads_the_start),
		cmocka_unit_test(test_trace_line_parse__leaves_other_lines),
		cmocka_unit_test(test_trace_line_overwritten__reads_the_kernels_line_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
