/* COMMAND, the helpers and signals of a session on the fake kernel. */
#include "base/clock.h"
#include "host/capability.h"
#include "session_run.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *sleeper[] = {(char *)"sleep", (char *)"100", NULL};

static void test_session_run__keeps_what_the_end_of_a_command_needs(void **state)
{
	const struct fake_kernel kernel = {0};
	struct session_options options = shortly;
	struct log_record record;

	(void)state;
	options.command = sleeper;
	assert_int_equal(run(&kernel, &options, count_source_new, &record), STATUS_OK);
	assert_true(fake_kernel.entered.signalled > 1);
	assert_false(fake_kernel.entered.opens_perf_events);
	assert_true((fake_kernel.entered.capabilities & CAPABILITY(CAP_SYS_ADMIN)) == 0);
}

static char *failing[] = {(char *)"sh", (char *)"-c", (char *)"exit 3", NULL};

/* Until the fork a signal reaches skbclone alone, so COMMAND must not run. */
static void test_session_run__starts_no_command_after_a_signal(void **state)
{
	static const char *const functions[] = {"compile_text", "bcc_create_map",
						"bpf_attach_kprobe", "socketpair"};
	struct session_options options = shortly;
	struct log_record record;

	(void)state;
	options.command = failing;
	options.duration_ns = 0;
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
		const struct fake_kernel kernel = {.stopped_in = functions[i], .signal = SIGINT};

		assert_int_equal(run(&kernel, &options, count_source_new, &record), STATUS_OK);
		assert_int_equal(fake_kernel.entered.signalled, 0);
	}
}

static void test_session_run__leaves_the_first_ctrl_c_to_the_command(void **state)
{
	struct fake_kernel kernel = {.stopped_in = "sandbox_enter", .signal = SIGINT};
	struct session_options options = shortly;
	struct log_record record;

	(void)state;
	options.command = failing;
	options.duration_ns = 0;
	assert_int_equal(run(&kernel, &options, count_source_new, &record), 3);
	options.command = sleeper;
	kernel.signal = SIGTERM;
	assert_int_equal(run(&kernel, &options, count_source_new, &record), STATUS_OK);
}

/* What is forked after the probe is attached belongs to COMMAND's tree. */
static void test_session_run__starts_the_opener_before_it_attaches(void **state)
{
	const struct fake_kernel kernel = {0};
	struct log_record record;

	(void)state;
	assert_int_equal(run(&kernel, &shortly, small_perf_source, &record), STATUS_OK);
	assert_int_equal(fake_kernel.attached, 1);
	assert_int_equal(fake_kernel.helper_after, 0);
}

/* After a second signal the answer about the ring may still come: nothing may be asked then. */
static void test_session_run__asks_for_no_doorbell_without_a_ring(void **state)
{
	const struct fake_kernel kernel = {
		.function = "opener_open", .at = 1, .error = ECANCELED, .refused_calls = 1};
	struct log_record record;

	(void)state;
	run(&kernel, &shortly, small_perf_source, &record);
	assert_int_equal(fake_kernel.called, 1);
}

/* A signal ends the wait for the opener, in the last drain or in an earlier one. What the
 * rings hold is shown all the same. */
static void test_session_run__drains_after_a_signal_in_a_wait(void **state)
{
	const struct fake_kernel kernel = {.calls = 2,
					   .refused_calls = 1,
					   .function = "opener_open",
					   .at = 1,
					   .error = ECANCELED};
	const uint64_t durations_ns[] = {shortly.duration_ns, 60 * CLOCK_NS_PER_MS};
	struct session_options options = shortly;
	struct log_record record;

	(void)state;
	options.strict = true;
	for (size_t i = 0; i < sizeof(durations_ns) / sizeof(durations_ns[0]); i++) {
		options.duration_ns = durations_ns[i];
		assert_int_equal(run(&kernel, &options, small_perf_source, &record), STATUS_LOST);
		assert_string_equal(record.error, "");
		expect_rows("time,comm,pid,tid,cpu,count\n"
			    "0.000000000,curl,77,78,0,1\n"
			    "0.000000001,curl,77,78,0,2\n");
	}
}

static void test_session_run__starts_the_replacer_before_it_attaches(void **state)
{
	const struct fake_kernel kernel = {.comms = true};
	struct session_options options = shortly;
	struct log_record record;

	(void)state;
	options.format = format_find("prometheus");
	options.interval_ns = CLOCK_NS_PER_MS;
	assert_int_equal(run(&kernel, &options, comms_source_new, &record), STATUS_OK);
	assert_int_equal(fake_kernel.attached, 1);
	assert_int_equal(fake_kernel.helper_after, 0);
}

static void test_session_run__ends_the_command_if_privileges_stay(void **state)
{
	const struct fake_kernel kernel = {.function = "sandbox_enter", .at = 1};
	struct session_options options = shortly;
	struct log_record record;

	(void)state;
	options.command = sleeper;
	assert_int_equal(run(&kernel, &options, count_source_new, &record), STATUS_FAILED);
}

/* The file is there, its interpreter is not: only the start itself can tell. */
static void test_session_run__leaves_the_file_if_the_command_cannot_run(void **state)
{
	const struct fake_kernel kernel = {0};
	struct session_options options = shortly;
	char script[] = "/tmp/test_script-XXXXXX";
	char *command[] = {script, NULL};
	struct log_record record;
	int fd = mkstemp(script);

	(void)state;
	assert_int_equal(dprintf(fd, "#!/no/such/interpreter\n"), 23);
	assert_int_equal(fchmod(fd, 0700), 0);
	close(fd);
	options.command = command;
	fd = open(rows, O_WRONLY | O_TRUNC);
	assert_int_equal(dprintf(fd, "old\n"), 4);
	close(fd);
	assert_int_equal(run(&kernel, &options, small_perf_source, &record), 126);
	assert_non_null(strstr(record.error, ": cannot be executed: No such file or directory"));
	expect_rows("old\n");

	options.force = false;
	assert_int_equal(unlink(rows), 0);
	assert_int_equal(run(&kernel, &options, small_perf_source, &record), 126);
	assert_int_equal(access(rows, F_OK), -1);
	fd = open(rows, O_WRONLY | O_CREAT | O_EXCL, 0600);
	assert_true(fd >= 0);
	close(fd);
	unlink(script);
}

static void test_session_run__reports_a_command_that_cannot_be_started(void **state)
{
	const struct fake_kernel kernel = {.function = "socketpair", .at = 1, .error = EMFILE};
	struct session_options options = shortly;
	struct log_record record;

	(void)state;
	options.command = sleeper;
	assert_int_equal(run(&kernel, &options, count_source_new, &record), STATUS_FAILED);
	assert_string_equal(record.error, "sleep: Too many open files");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_session_run__keeps_what_the_end_of_a_command_needs),
		cmocka_unit_test(test_session_run__starts_no_command_after_a_signal),
		cmocka_unit_test(test_session_run__leaves_the_first_ctrl_c_to_the_command),
		cmocka_unit_test(test_session_run__starts_the_opener_before_it_attaches),
		cmocka_unit_test(test_session_run__asks_for_no_doorbell_without_a_ring),
		cmocka_unit_test(test_session_run__drains_after_a_signal_in_a_wait),
		cmocka_unit_test(test_session_run__starts_the_replacer_before_it_attaches),
		cmocka_unit_test(test_session_run__ends_the_command_if_privileges_stay),
		cmocka_unit_test(test_session_run__leaves_the_file_if_the_command_cannot_run),
		cmocka_unit_test(test_session_run__reports_a_command_that_cannot_be_started),
	};

	return cmocka_run_group_tests(tests, session_run_set_up, session_run_clean_up);
}
