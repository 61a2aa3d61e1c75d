/*
 * A session on the fake kernel. Whichever function fails, the session ends with the
 * right status and logs what failed. After it, no descriptor, no child and no memory
 * is left (AddressSanitizer reports memory).
 */
#include "session/session.h"

#include "base/clock.h"
#include "base/log.h"
#include "fake_kernel.h"
#include "host/capability.h"
#include "session/tables.h"
#include "unit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char rows[] = "/tmp/test_session-XXXXXX";

/* The fake rings and maps are made for this number of pages. */
static struct source *small_perf_source(void)
{
	return perf_source_new(1, false, true);
}

static const struct session_options shortly = {
	.output = rows,
	.force = true,
	.duration_ns = 1,
	.no_cache = true,
};

static int count_descriptors(void)
{
	DIR *directory = opendir("/proc/self/fd");
	int count = 0;

	assert_non_null(directory);
	while (readdir(directory))
		count++;
	closedir(directory);
	return count;
}

/* Run a session on this kernel and return its status. Fails if it leaves something open. */
static int run(const struct fake_kernel *kernel, const struct session_options *options,
	       struct source *(*new_source)(void), struct log_record *record)
{
	struct session_options with_format = *options;
	int before = count_descriptors(), status;
	struct source *source;
	sigset_t none;

	sigemptyset(&none); /* the session before left signals blocked */
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (!with_format.format)
		with_format.format = format_find("csv");
	fake_kernel = *kernel;
	*record = (struct log_record){0};
	log_record(record);
	source = new_source();
	status = source ? session_run(&with_format, source) : STATUS_FAILED;
	log_record(NULL);
	if (count_descriptors() != before)
		fail_msg("descriptors are left open");
	if (waitpid(-1, NULL, WNOHANG) != -1 || errno != ECHILD)
		fail_msg("a child is left");
	return status;
}

static void read_rows(char *text, size_t size)
{
	int fd = open(rows, O_RDONLY);
	ssize_t got = read(fd, text, size - 1);

	assert_true(got >= 0);
	text[got] = '\0';
	close(fd);
}

static void expect_rows(const char *expected)
{
	char text[512];

	read_rows(text, sizeof(text));
	assert_string_equal(text, expected);
}

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

/* Each function that can fail, with the session's status and message. */
static void test_session_run__says_what_fails(void **state)
{
	enum { PERF = 1, TRACE = 2, COUNT = 4, ALL = 7 };
	static const struct {
		const char *function;
		int at;
		int error;
		int status;
		const char *said;
		int sources;
	} cases[] = {
		{"checks_require", 1, 0, STATUS_NOT_PERMITTED, "", ALL},
		{"symbol_check", 1, 0, STATUS_UNSUPPORTED, "", ALL},
		{"signalfd", 1, EMFILE, STATUS_FAILED, "start: Too many open files", ALL},
		{"compile_text", 1, 0, STATUS_FAILED, "", ALL},
		{"getrandom", 1, ENOSYS, STATUS_FAILED, "random tag: ", TRACE},
		{"tracefs_open", 1, 0, STATUS_FAILED, "", TRACE},
		{"machine_available_memory", 1, 0, STATUS_FAILED, "perf rings: 1 pages", PERF},
		{"epoll_create1", 1, EMFILE, STATUS_FAILED, "perf rings: Too many", PERF},
		{"bcc_create_map", 1, EPERM, STATUS_NOT_PERMITTED, "BPF program: ", ALL},
		{"bcc_create_map", 2, ENOMEM, STATUS_FAILED, "Cannot allocate", ALL},
		{"bcc_create_map", 5, EMFILE, STATUS_FAILED, "Too many open files", ALL},
		{"bcc_prog_load", 1, EPERM, STATUS_NOT_PERMITTED, "BPF program: ", ALL},
		{"bcc_prog_load", 1, EINVAL, STATUS_FAILED, "verifier refused it", ALL},
		{"bcc_prog_load", 2, EACCES, STATUS_FAILED, "verifier refused it", ALL},
		{"bcc_prog_load", 2, EMFILE, STATUS_FAILED, "Too many open files", ALL},
		{"mmap", 1, ENOMEM, STATUS_FAILED, "counters: Cannot allocate", ALL},
		{"mmap", 2, EPERM, STATUS_NOT_PERMITTED, "perf ring of CPU 0", PERF},
		{"mmap", 2, ENOMEM, STATUS_FAILED, "perf ring of CPU 0 (1 pages)", PERF},
		{"ioctl", 1, EINVAL, STATUS_FAILED, "perf ring of CPU 0", PERF},
		{"ring_open_event", 1, EACCES, STATUS_NOT_PERMITTED, "perf ring of CPU 0", PERF},
		{"ring_open_event", 1, EMFILE, STATUS_FAILED, "Too many open files", PERF},
		{"ring_open_event", 1, ENODEV, STATUS_OK, "", PERF},
		{"epoll_ctl", 1, ENOSPC, STATUS_FAILED, "perf ring of CPU 0", PERF},
		{"opener_start", 1, EAGAIN, STATUS_FAILED, "perf rings: cannot start", PERF},
		{"opener_open", 1, EPERM, STATUS_NOT_PERMITTED, "perf ring of CPU 0", PERF},
		{"opener_open", 1, ENODEV, STATUS_OK, "", PERF},
		{"bpf_update_elem", 1, EINVAL, STATUS_FAILED, "perf ring of CPU 0", PERF},
		{"bpf_update_elem", 1, EPERM, STATUS_FAILED, "config map: ", TRACE | COUNT},
		{"bpf_attach_raw_tracepoint", 1, ENOENT, STATUS_FAILED, "sched_process_fork", ALL},
		{"bpf_attach_kprobe", 1, EPERM, STATUS_NOT_PERMITTED, "skb_clone: ", ALL},
		{"bpf_attach_kprobe", 1, EINVAL, STATUS_FAILED, "skb_clone: Invalid", ALL},
		{"sandbox_enter", 1, 0, STATUS_FAILED, "", ALL},
		{"poll", 1, ENOMEM, STATUS_FAILED, "Cannot allocate memory", ALL},
		{"write", 1, ENOSPC, STATUS_FAILED, "output: No space left", ALL},
		{"write", 1, EIO, STATUS_FAILED, "output: Input/output error", ALL},
		{"write", 1, EPIPE, STATUS_OK, "", ALL},
		{"bpf_lookup_elem", 1, EPERM, STATUS_FAILED, "totals: ", COUNT},
	};
	struct source *(*const sources[])(void) = {small_perf_source, trace_source_new,
						   count_source_new};
	struct session_options options = shortly;

	(void)state;
	options.duration_ns = 60 * 1000 * 1000;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct fake_kernel kernel = {
			.function = cases[i].function,
			.at = cases[i].at,
			.error = cases[i].error,
			.refused_calls = strcmp(cases[i].function, "opener_open") == 0,
		};

		for (int source = 0; source < 3; source++) {
			struct log_record record;
			int status;

			if (!(cases[i].sources & 1 << source))
				continue;
			status = run(&kernel, &options, sources[source], &record);
			if (status != cases[i].status || !strstr(record.error, cases[i].said))
				fail_msg("%s %d (%s), source %d: status %d, '%s'", kernel.function,
					 kernel.at, strerror(kernel.error), source, status,
					 record.error);
			if (fake_kernel.called < kernel.at)
				fail_msg("%s is not called", kernel.function);
		}
	}
}

/* Whichever allocation fails, the session reports the failure, or runs as usual. */
static void test_session_run__survives_every_failed_allocation(void **state)
{
	struct source *(*const sources[])(void) = {small_perf_source, trace_source_new,
						   count_source_new};
	struct session_options options = shortly;
	struct log_record record;

	(void)state;
	options.filter.comm = "curl";
	for (int source = 0; source < 3; source++) {
		struct fake_kernel kernel = {.calls = source == 0 ? 3 : 0, .allocation = 1};

		for (;; kernel.allocation++) {
			int status = run(&kernel, &options, sources[source], &record);

			if (fake_kernel.allocations < kernel.allocation)
				break;
			if (status != STATUS_FAILED && status != STATUS_OK)
				fail_msg("allocation %d: status %d", kernel.allocation, status);
			if (status == STATUS_FAILED && kernel.allocation > 1 && !record.error[0])
				fail_msg("allocation %d: nothing is said", kernel.allocation);
		}
		assert_true(kernel.allocation > 5);
	}
}

/* CPU 0 counts calls that it never submits, as if the CPU had stopped. The drain gives
 * them up after a while, and the ledger balances. */
static void test_session_run__gives_up_what_never_comes(void **state)
{
	const struct fake_kernel kernel = {
		.calls = 2,
		.unfinished_calls = 3,
		.clock_step_ns = 50 * CLOCK_NS_PER_MS,
	};
	struct session_options options = shortly;
	struct log_record record;

	(void)state;
	options.duration_ns = CLOCK_NS_PER_SECOND;
	options.strict = true;
	assert_int_equal(run(&kernel, &options, small_perf_source, &record), STATUS_LOST);
	expect_rows("time,comm,pid,tid,cpu,count\n"
		    "0.000000000,curl,77,78,0,1\n"
		    "0.000000001,curl,77,78,0,2\n");
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
	struct stat status;
	char text[4096];

	(void)state;
	options.format = format_find("prometheus");
	options.interval_ns = CLOCK_NS_PER_MS;
	options.duration_ns = 50 * CLOCK_NS_PER_MS;
	options.strict = true;
	assert_int_equal(run(&kernel, &options, comms_source_new, &record), STATUS_OK);
	assert_int_equal(fstat(old, &status), 0);
	assert_int_equal(status.st_nlink, 0);
	close(old);
	read_rows(text, sizeof(text));
	assert_non_null(strstr(text, "# TYPE skbclone_calls_total counter\n"));
	assert_non_null(strstr(text, "\nskbclone_build_info{"));
	assert_string_equal(record.error, "");

	options.force = false;
	assert_int_equal(run(&kernel, &options, comms_source_new, &record), STATUS_FAILED);
	assert_non_null(strstr(record.error, "the file exists"));
}

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

static int set_up(void **state)
{
	int fd = mkstemp(rows);

	(void)state;
	return fd < 0 ? -1 : close(fd);
}

static int clean_up(void **state)
{
	(void)state;
	unlink(rows);
	return 0;
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
		cmocka_unit_test(test_session_run__says_what_fails),
		cmocka_unit_test(test_session_run__gives_up_what_never_comes),
		cmocka_unit_test(test_session_run__writes_all_totals_however_long_it_takes),
		cmocka_unit_test(test_session_run__makes_up_for_no_table),
		cmocka_unit_test(test_tables_tick__leaves_out_a_table_that_cannot_be_written),
		cmocka_unit_test(test_session_run__writes_a_report_at_the_end),
		cmocka_unit_test(test_session_run__fails_if_the_report_cannot_be_written),
		cmocka_unit_test(test_session_run__survives_every_failed_allocation),
		cmocka_unit_test(test_session_run__replaces_the_file),
		cmocka_unit_test(test_session_run__keeps_what_the_end_of_a_command_needs),
		cmocka_unit_test(test_session_run__starts_no_command_after_a_signal),
		cmocka_unit_test(test_session_run__leaves_the_first_ctrl_c_to_the_command),
		cmocka_unit_test(test_session_run__starts_the_opener_before_it_attaches),
		cmocka_unit_test(test_session_run__asks_for_no_doorbell_without_a_ring),
		cmocka_unit_test(test_session_run__starts_the_replacer_before_it_attaches),
		cmocka_unit_test(test_session_run__ends_the_command_if_privileges_stay),
		cmocka_unit_test(test_session_run__leaves_the_file_if_the_command_cannot_run),
		cmocka_unit_test(test_session_run__reports_a_command_that_cannot_be_started),
	};

	return cmocka_run_group_tests(tests, set_up, clean_up);
}
