/* Whichever function fails, a session ends with the right status and logs what failed. */
#include "base/clock.h"
#include "session_run.h"

#include <errno.h>
#include <string.h>

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_session_run__says_what_fails),
		cmocka_unit_test(test_session_run__survives_every_failed_allocation),
		cmocka_unit_test(test_session_run__gives_up_what_never_comes),
	};

	return cmocka_run_group_tests(tests, session_run_set_up, session_run_clean_up);
}
