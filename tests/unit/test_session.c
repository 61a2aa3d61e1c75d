/* What a session on the fake kernel shows, and what it says. */
#include "base/clock.h"
#include "session/tables.h"
#include "session_run.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void test_session_run__shows_what_the_ring_holds(void **state)
{
	const struct fake_kernel kernel = {.calls = 2};
	struct session_options options = shortly;
	struct log_record record;

	(void)state;
	options.max_events = 2;
	options.duration_ns = 0;
	assert_int_equal(run(&kernel, &options, small_perf_source, &record), STATUS_OK);
	expect_rows("time,comm,pid,tid,cpu,count\n"
		    "0.000000000,curl,77,78,0,1\n"
		    "0.000000001,curl,77,78,0,2\n");
}

/* The trace holds foreign lines, the beginning of a line of ours, a line of 64 KB that
 * ends with the text of ours, and then a whole line of ours. */
static void test_session_run__finds_its_lines_among_others(void **state)
{
	static char trace[80 * 1024];
	struct fake_kernel kernel = {.calls = 1, .trace = trace};
	struct session_options options = shortly;
	struct log_record record;
	char ours[128], *end = trace;

	(void)state;
	snprintf(ours, sizeof(ours),
		 "x-78 [000] d... 1.000001: bpf_trace_printk: skbclone-%016d 6c727563 0 10000004d ",
		 0);
	end += sprintf(end,
		       "x-1 [000] d... 1.000000: bpf_trace_printk: n=5\n"
		       "CPU:0 [LOST 9 EVENTS]\n"
		       "%.70s\n"
		       "\n",
		       ours);
	memset(end, 'x', 64 * 1024);
	sprintf(end + 64 * 1024, "%s\n%s\n", ours, ours);
	options.duration_ns = 100 * 1000 * 1000;
	assert_int_equal(run(&kernel, &options, trace_source_new, &record), STATUS_OK);
	expect_rows("time,comm,pid,tid,cpu,count\n"
		    "1.000001000,curl,77,78,0,1\n");
}

/* A line with our tag that the program did not print: the kernel counted one call. */
static void test_session_run__fails_if_rows_overdraw_the_ledger(void **state)
{
	const struct fake_kernel kernel = {
		.calls = 1,
		.trace = "x-78 [000] d... 1.000001: bpf_trace_printk: skbclone-0000000000000000 "
			 "6c727563 0 10000004d \n"
			 "x-78 [000] d... 1.000002: bpf_trace_printk: skbclone-0000000000000000 "
			 "6c727563 0 20000004d \n",
	};
	struct session_options options = shortly;
	struct log_record record;

	(void)state;
	options.duration_ns = 100 * 1000 * 1000;
	assert_int_equal(run(&kernel, &options, trace_source_new, &record), STATUS_FAILED);
	assert_string_equal(record.error,
			    "ledger: the rows tell of 1 calls more than the kernel counted");
}

static void test_session_run__warns_of_kprobes_that_were_switched_off(void **state)
{
	const struct fake_kernel kernel = {.calls = 1, .function = "switches_are_on", .at = 1};
	struct session_options options = shortly;
	struct log_record record;

	(void)state;
	options.duration_ns = 200 * 1000 * 1000;
	assert_int_equal(run(&kernel, &options, small_perf_source, &record), STATUS_OK);
	assert_string_equal(
		record.warning,
		"kprobes: were switched off, calls are not seen until they are on again");
}

static void test_session_run__warns_of_fentry_that_was_switched_off(void **state)
{
	const struct fake_kernel kernel = {.calls = 1, .function = "switches_are_on", .at = 1};
	struct session_options options = shortly;
	struct log_record record;

	(void)state;
	options.duration_ns = 200 * 1000 * 1000;
	options.way = WAY_FENTRY;
	assert_int_equal(run(&kernel, &options, small_perf_source, &record), STATUS_OK);
	assert_string_equal(record.warning,
			    "fentry: was switched off, calls are not seen until it is on again");
}

/* A kprobe is not even tried. */
static void test_session_run__attaches_by_fentry(void **state)
{
	static const struct {
		const char *function;
		int error;
		int status;
		const char *said;
	} cases[] = {
		{"bcc_prog_load", EPERM, STATUS_NOT_PERMITTED, "BPF program: "},
		{"trampoline_load", EPERM, STATUS_NOT_PERMITTED, "BPF program: "},
		{"trampoline_load", EINVAL, STATUS_FAILED, "verifier refused it"},
		{"trampoline_load", ENOENT, STATUS_FAILED, "No such file"},
		{"trampoline_attach", EPERM, STATUS_NOT_PERMITTED, "skb_clone: "},
		{"trampoline_attach", EBUSY, STATUS_FAILED, "skb_clone: Device or resource busy"},
		{"trampoline_attach", EOPNOTSUPP, STATUS_UNSUPPORTED, "skb_clone: Operation not"},
		{"bpf_attach_kprobe", EINVAL, STATUS_OK, ""},
	};
	struct session_options options = shortly;
	struct log_record record;

	(void)state;
	options.way = WAY_FENTRY;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct fake_kernel kernel = {
			.function = cases[i].function, .at = 1, .error = cases[i].error};

		assert_int_equal(run(&kernel, &options, small_perf_source, &record),
				 cases[i].status);
		if (!strstr(record.error, cases[i].said))
			fail_msg("%s: '%s' does not say '%s'", cases[i].function, record.error,
				 cases[i].said);
		if (cases[i].status == STATUS_UNSUPPORTED)
			assert_string_equal(record.hint, "use --probe kprobe, the default");
	}
}

/* Reading many totals takes longer than the drain waits for a CPU or for the output.
 * A file still gets all of them. */
static void test_session_run__writes_all_totals_however_long_it_takes(void **state)
{
	enum { PROCESSES = 10000 };
	const struct fake_kernel kernel = {
		.calls = PROCESSES,
		.processes = PROCESSES,
		.clock_step_ns = CLOCK_NS_PER_SECOND,
	};
	static char text[PROCESSES * 32];
	struct session_options options = shortly;
	struct log_record record;
	int lines = 0;

	(void)state;
	options.strict = true;
	assert_int_equal(run(&kernel, &options, count_source_new, &record), STATUS_OK);
	read_rows(text, sizeof(text));
	for (const char *at = text; (at = strchr(at, '\n')); at++)
		lines++;
	assert_int_equal(lines, 1 + PROCESSES);
}

/* Intervals that ended while we were busy share a table. */
static void test_session_run__makes_up_for_no_table(void **state)
{
	const struct fake_kernel kernel = {
		.calls = 1, .processes = 1, .clock_step_ns = 100 * CLOCK_NS_PER_MS};
	struct session_options options = shortly;
	struct log_record record;
	unsigned interval = 0;
	char text[4096];

	(void)state;
	options.format = format_find("csv");
	options.interval_ns = 10 * CLOCK_NS_PER_MS;
	options.duration_ns = 2000 * (uint64_t)CLOCK_NS_PER_MS;
	assert_int_equal(run(&kernel, &options, count_source_new, &record), STATUS_OK);
	read_rows(text, sizeof(text));
	assert_int_equal(sscanf(text, "interval,comm,pid,count\n%u,", &interval), 1);
	assert_true(interval >= 10);
}

/* Else the loop would not sleep until the output is read. */
static void test_tables_tick__leaves_out_a_table_that_cannot_be_written(void **state)
{
	struct tables tables = {.interval_ns = CLOCK_NS_PER_SECOND, .next_ns = 1, .is_open = true};

	(void)state;
	assert_int_equal(tables_tick(&tables, 0), STATUS_OK);
	assert_true(tables.next_ns > clock_ns());
	assert_true(tables.intervals > 0);
}

/* A format that writes at the end: the file gets all of it, also after the drain's limit. */
static void test_session_run__writes_a_report_at_the_end(void **state)
{
	const struct fake_kernel kernel = {.calls = 30, .clock_step_ns = CLOCK_NS_PER_SECOND};
	static char text[64 * 1024];
	struct session_options options = shortly;
	struct log_record record;

	(void)state;
	options.format = format_find("html");
	options.strict = true;
	options.max_events = 30;
	options.duration_ns = 0;
	assert_int_equal(run(&kernel, &options, small_perf_source, &record), STATUS_OK);
	read_rows(text, sizeof(text));
	assert_non_null(strstr(text, "<th>shown</th><td>30</td>"));
	assert_string_equal(text + strlen(text) - 15, "</body></html>\n");
}

/* What the disk does not take is lost, and said to be. */
static void test_session_run__fails_if_the_report_cannot_be_written(void **state)
{
	const struct fake_kernel kernel = {
		.calls = 3, .function = "write", .at = 1, .error = ENOSPC};
	struct session_options options = shortly;
	struct log_record record;

	(void)state;
	options.format = format_find("html");
	options.max_events = 3;
	options.duration_ns = 0;
	assert_int_equal(run(&kernel, &options, small_perf_source, &record), STATUS_FAILED);
	assert_non_null(strstr(record.error, "output: No space left"));
}

/* The file is replaced: another one has its name, and holds the totals. */
static void test_session_run__replaces_the_file(void **state)
{
	const struct fake_kernel kernel = {.calls = 2, .processes = 2, .comms = true};
	struct session_options options = shortly;
	struct log_record record;
	int old = open(rows, O_RDONLY);
	struct stat found;
	char text[4096];

	(void)state;
	options.format = format_find("prometheus");
	options.interval_ns = CLOCK_NS_PER_MS;
	options.duration_ns = 50 * CLOCK_NS_PER_MS;
	options.strict = true;
	assert_int_equal(run(&kernel, &options, comms_source_new, &record), STATUS_OK);
	assert_int_equal(fstat(old, &found), 0);
	assert_int_equal(found.st_nlink, 0);
	close(old);
	read_rows(text, sizeof(text));
	assert_non_null(strstr(text, "# TYPE skbclone_calls_total counter\n"));
	assert_non_null(strstr(text, "\nskbclone_build_info{"));
	assert_string_equal(record.error, "");

	options.force = false;
	assert_int_equal(run(&kernel, &options, comms_source_new, &record), STATUS_FAILED);
	assert_non_null(strstr(record.error, "the file exists"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_session_run__shows_what_the_ring_holds),
		cmocka_unit_test(test_session_run__finds_its_lines_among_others),
		cmocka_unit_test(test_session_run__fails_if_rows_overdraw_the_ledger),
		cmocka_unit_test(test_session_run__warns_of_kprobes_that_were_switched_off),
		cmocka_unit_test(test_session_run__warns_of_fentry_that_was_switched_off),
		cmocka_unit_test(test_session_run__attaches_by_fentry),
		cmocka_unit_test(test_session_run__writes_all_totals_however_long_it_takes),
		cmocka_unit_test(test_session_run__makes_up_for_no_table),
		cmocka_unit_test(test_tables_tick__leaves_out_a_table_that_cannot_be_written),
		cmocka_unit_test(test_session_run__writes_a_report_at_the_end),
		cmocka_unit_test(test_session_run__fails_if_the_report_cannot_be_written),
		cmocka_unit_test(test_session_run__replaces_the_file),
	};

	return cmocka_run_group_tests(tests, session_run_set_up, session_run_clean_up);
}
