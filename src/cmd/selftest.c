#include "base/array.h"
#include "base/io.h"
#include "base/language.h"
#include "base/log.h"
#include "cmd/options.h"
#include "cmd/selftest_why.h"
#include "cmd/trial.h"
#include "host/checks.h"

#include <fcntl.h>
#include <jansson.h>
#include <pthread.h>

enum {
	EXPECTED = 10007, /* a prime: not a multiple of any other count */
	THREADS = 2,      /* losses happen when two CPUs make calls at the same time */
};

/* What a tracer printed. */
struct result {
	uint64_t shown; /* calls in its rows */
	uint64_t calls; /* calls that the kernel counted, by its summary */
};

/* A thread, and the calls that it makes. */
struct share {
	pthread_t thread;
	const struct workload *workload;
	uint64_t calls;
	int error;
};

static void *make_share(void *argument)
{
	struct share *share = argument;

	share->error = workload_make_calls(share->workload, share->calls);
	return NULL;
}

static int make_calls(const struct workload *workload)
{
	struct share shares[THREADS];
	int error = 0, started = 0;

	for (; started < THREADS && !error; started++) {
		shares[started] = (struct share){
			.workload = workload,
			.calls = EXPECTED / THREADS + (started < EXPECTED % THREADS),
		};
		error = -pthread_create(&shares[started].thread, NULL, make_share,
					&shares[started]);
	}
	for (int i = 0; i < started - (error != 0); i++) {
		pthread_join(shares[i].thread, NULL);
		error = error ? error : shares[i].error;
	}
	return error;
}

/* Add an object of the tracer's output to the result. */
static void add_row(const json_t *row, void *argument)
{
	struct result *result = argument;

	if (trial_text_is(row, "type", "call"))
		result->shown++;
	else if (trial_text_is(row, "type", "summary"))
		result->calls = json_integer_value(json_object_get(row, "calls"));
	else
		result->shown += json_integer_value(json_object_get(row, "count"));
}

/* Test the counts of a subcommand, and print its line of the result. */
static int test_count(const struct subcommand *subcommand, const struct workload *workload)
{
	const struct trial trial = {subcommand, NULL, make_calls, workload, add_row};
	struct result result;
	bool busy;
	int attempt = 0, status;

	do {
		result = (struct result){0};
		status = trial_run(&trial, &result);
		if (status != STATUS_OK)
			return status;
		/* If a softirq interrupts the process, the calls of the softirq count as
		 * calls of the process. */
		busy = result.calls > EXPECTED;
	} while (busy && attempt++ < TRIAL_RETRIES);
	if (result.shown != result.calls || result.calls < EXPECTED)
		status = STATUS_FAILED;
	trial_print(subcommand->name, status == STATUS_OK, EXPECTED, result.shown,
		    busy ? TRIAL_BUSY : "");
	return status;
}

static enum status prepare(struct workload *workload)
{
	int root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC), error;
	enum way way = checks_choose_way(root, WAY_CHOOSE);
	enum status status = checks_require(root, CHECK_TRACING | checks_of_way(way) |
							  CHECK_TRACE_PIPE | CHECK_TASK);

	io_close(&root);
	if (status != STATUS_OK)
		return status;
	error = workload_open(workload);
	return error ? log_refusal(-error,
				   "selftest: cannot set up loopback in a network namespace")
		     : STATUS_OK;
}

static int run(const struct subcommand *subcommand, const struct options *options)
{
	static const struct subcommand *const counted[] = {
		&subcommand_trace_fields,
		&subcommand_perf_output,
		&subcommand_count,
	};
	struct workload workload;
	int status = prepare(&workload), one;

	(void)subcommand;
	(void)options;
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < ARRAY_SIZE(counted); i++) {
		one = test_count(counted[i], &workload);
		status = one != STATUS_OK ? one : status;
	}
	one = selftest_why();
	return one != STATUS_OK ? one : status;
}

const struct subcommand subcommand_selftest = {
	.name = "selftest",
	.bit = SELFTEST,
	.summary = N_("make a known number of calls and check every count"),
	.help = N_(
		"Make a known number of calls of skb_clone(), in a network namespace of "
		"its own, trace them by each variant, and compare the counts. Then make calls of "
		"known causes, and compare cause, caller, context and packet."),
	.examples = N_("Examples:\n"
		       "  sudo skbclone selftest && echo exact\n"),
	.run = run,
};
