#include "base/array.h"
#include "base/io.h"
#include "base/language.h"
#include "base/log.h"
#include "cmd/options.h"
#include "cmd/trial.h"
#include "host/checks.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	EXPECTED = 10007, /* a prime: not a multiple of any other count */
	THREADS = 2,      /* losses happen when two CPUs make calls at the same time */
	RETRIES = 3,
	/* Of a connection to ourselves: SYN, data, and FIN from both ends. */
	CONNECTION_CALLS = 4,
};

/* A tracing subcommand, and the calls that it is tested with. */
struct variant {
	const struct subcommand *subcommand;
	int (*make_calls)(const struct workload *workload); /* returns 0 or -errno */
	uint64_t expected;
	const char *note; /* behind the counts */
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

static bool is_text(const json_t *object, const char *key, const char *text)
{
	const char *value = json_string_value(json_object_get(object, key));

	return value && strcmp(value, text) == 0;
}

/* The causes of a connection's calls. */
static const char *const connection_causes[] = {"tcp-connect", "tcp-data", "tcp-close"};

/* Is it a row of `why` for calls of a connection, with the right caller and context? */
static bool is_of_connection(const json_t *row)
{
	bool has_cause = false;

	for (size_t i = 0; i < ARRAY_SIZE(connection_causes); i++)
		has_cause |= is_text(row, "cause", connection_causes[i]);
	return has_cause && is_text(row, "caller", "__tcp_transmit_skb") &&
	       is_text(row, "context", "task");
}

/* The calls that the kernel counted, by the summary. In `why`: those of a connection. */
static uint64_t counted(const json_t *summary)
{
	const json_t *causes = json_object_get(summary, "causes");
	uint64_t calls = 0;

	if (!causes)
		return json_integer_value(json_object_get(summary, "calls"));
	for (size_t i = 0; i < ARRAY_SIZE(connection_causes); i++)
		calls += json_integer_value(json_object_get(causes, connection_causes[i]));
	return calls;
}

/* Add a line of the tracer's output to the result. */
static void add_line(struct result *result, const char *line)
{
	json_t *object = json_loads(line, 0, NULL);

	if (is_text(object, "type", "call"))
		result->shown++;
	else if (is_text(object, "type", "summary"))
		result->calls = counted(object);
	else if (!is_text(object, "type", "cause") || is_of_connection(object))
		result->shown += json_integer_value(json_object_get(object, "count"));
	json_decref(object);
}

/* Trace the variant's calls once. Returns STATUS_OK, or why there is no result. */
static int measure(const struct variant *variant, const struct workload *workload,
		   struct result *result)
{
	char line[LOG_LINE_SIZE];
	FILE *rows;
	int status = trial_run(variant->subcommand, variant->make_calls, workload, &rows);

	*result = (struct result){0};
	if (status != STATUS_OK)
		return status;
	while (fgets(line, sizeof(line), rows))
		add_line(result, line);
	fclose(rows);
	return STATUS_OK;
}

/* Test a variant, and print its line of the result. */
static int test(const struct variant *variant, const struct workload *workload)
{
	struct result result;
	bool counts_agree, busy;
	int attempt = 0, status;

	do {
		status = measure(variant, workload, &result);
		if (status != STATUS_OK)
			return status;
		/* If a softirq interrupts the process, the calls of the softirq count as
		 * calls of the process. */
		counts_agree = result.shown == result.calls;
		busy = result.calls > variant->expected;
	} while (busy && attempt++ < RETRIES);
	if (!counts_agree || result.calls < variant->expected)
		status = STATUS_FAILED;
	printf("%-4s %-12s expected %" PRIu64 ", counted %" PRIu64 "%s%s\n",
	       status == STATUS_OK ? "ok" : "FAIL", variant->subcommand->name, variant->expected,
	       result.shown, variant->note,
	       busy ? " (a busy machine: others' calls in its name)" : "");
	fflush(stdout);
	return status;
}

static enum status prepare(struct workload *workload)
{
	int root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC), error;
	enum status status = checks_require(root, CHECK_TRACING | CHECK_TRACE_PIPE | CHECK_TASK);

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
	static const struct variant variants[] = {
		{&subcommand_trace_fields, make_calls, EXPECTED, ""},
		{&subcommand_perf_output, make_calls, EXPECTED, ""},
		{&subcommand_count, make_calls, EXPECTED, ""},
		{&subcommand_why, workload_make_connection, CONNECTION_CALLS,
		 " (tcp-connect, tcp-data and tcp-close of a connection, by __tcp_transmit_skb in "
		 "task)"},
	};
	struct workload workload;
	int status = prepare(&workload);

	(void)subcommand;
	(void)options;
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < ARRAY_SIZE(variants); i++) {
		int one = test(&variants[i], &workload);

		status = one != STATUS_OK ? one : status;
	}
	return status;
}

const struct subcommand subcommand_selftest = {
	.name = "selftest",
	.bit = SELFTEST,
	.summary = N_("make a known number of calls and check every count"),
	.help = N_("Make a known number of calls of skb_clone(), in a network namespace of "
		   "its own, trace them by each variant, and compare the counts."),
	.examples = N_("Examples:\n"
		       "  sudo skbclone selftest && echo exact\n"),
	.run = run,
};
