#include "base/array.h"
#include "base/io.h"
#include "base/language.h"
#include "base/log.h"
#include "cmd/options.h"
#include "host/checks.h"
#include "host/workload.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <jansson.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* A process that waits, makes the calls, and then exits. */
struct caller {
	pid_t pid;
	int go; /* closing this starts the calls */
};

/* A tracing subcommand in its own process. */
struct tracer {
	pid_t pid;
	FILE *messages; /* its stderr */
	FILE *rows;     /* its stdout: a file in memory, so it never waits for a reader */
};

/* The number of calls in the tracer's rows, and in its summary, as the kernel counted. */
struct result {
	uint64_t shown;
	uint64_t calls;
};

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

static int start_caller(struct caller *caller, const struct variant *variant,
			const struct workload *workload)
{
	int gate[2], error;
	char end;

	if (pipe2(gate, O_CLOEXEC) < 0)
		return -errno;
	caller->go = gate[1];
	caller->pid = fork();
	if (caller->pid == 0) {
		close(gate[1]);
		_exit(read(gate[0], &end, 1) == 0 && variant->make_calls(workload) == 0 ? 0 : 1);
	}
	error = caller->pid < 0 ? -errno : 0;
	close(gate[0]);
	if (error)
		io_close(&caller->go);
	return error;
}

static int end_caller(struct caller *caller)
{
	int status = -1;

	io_close(&caller->go);
	waitpid(caller->pid, &status, 0);
	return status;
}

static _Noreturn void become_tracer(const struct subcommand *subcommand, pid_t traced, int rows,
				    int messages)
{
	char pid[16];
	char *arguments[] = {(char *)subcommand->name, (char *)"-fjson", (char *)"-p", pid, NULL};

	snprintf(pid, sizeof(pid), "%d", traced);
	if (dup2(rows, STDOUT_FILENO) < 0 || dup2(messages, STDERR_FILENO) < 0)
		_exit(STATUS_FAILED);
	_exit(subcommand_run(subcommand, ARRAY_SIZE(arguments) - 1, arguments));
}

static int start_tracer(struct tracer *tracer, const struct subcommand *subcommand,
			const struct caller *caller)
{
	int messages[2], rows = memfd_create("rows", MFD_CLOEXEC);

	if (rows < 0 || pipe2(messages, O_CLOEXEC) < 0)
		return -errno;
	tracer->pid = fork();
	if (tracer->pid == 0) {
		close(caller->go); /* else the caller never reads an end of file */
		become_tracer(subcommand, caller->pid, rows, messages[1]);
	}
	close(messages[1]);
	tracer->messages = fdopen(messages[0], "r");
	tracer->rows = fdopen(rows, "r");
	return tracer->pid > 0 && tracer->messages && tracer->rows ? 0 : -ENOMEM;
}

/* Wait for the tracer's banner, and log its other messages. False: the tracer exited. */
static bool is_attached(struct tracer *tracer)
{
	static const char banner[] = "Tracing ";
	char line[LOG_LINE_SIZE];

	while (fgets(line, sizeof(line), tracer->messages)) {
		if (strncmp(line, banner, strlen(banner)) == 0)
			return true;
		log_foreign(line, strlen(line));
	}
	return false;
}

/* Wait until the tracer exits. Returns its exit status. */
static int end_tracer(struct tracer *tracer)
{
	char line[LOG_LINE_SIZE];
	int status = 0;

	while (fgets(line, sizeof(line), tracer->messages))
		; /* skip the summary: the rows contain it too */
	waitpid(tracer->pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : STATUS_FAILED;
}

static bool is_text(const json_t *object, const char *key, const char *text)
{
	const char *value = json_string_value(json_object_get(object, key));

	return value && strcmp(value, text) == 0;
}

/* Of why: the calls of a connection, with the right caller and context. */
static bool is_of_connection(const json_t *object)
{
	return (is_text(object, "cause", "tcp-connect") || is_text(object, "cause", "tcp-data") ||
		is_text(object, "cause", "tcp-close")) &&
	       is_text(object, "caller", "__tcp_transmit_skb") &&
	       is_text(object, "context", "task");
}

/* What the summary says that the kernel counted; of why, for the connection. */
static uint64_t counted(const json_t *summary)
{
	const json_t *causes = json_object_get(summary, "causes");

	if (!causes)
		return json_integer_value(json_object_get(summary, "calls"));
	return json_integer_value(json_object_get(causes, "tcp-connect")) +
	       json_integer_value(json_object_get(causes, "tcp-data")) +
	       json_integer_value(json_object_get(causes, "tcp-close"));
}

/* A line of the tracer's output. */
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

static void read_rows(struct tracer *tracer, struct result *result)
{
	char line[LOG_LINE_SIZE];

	rewind(tracer->rows);
	while (fgets(line, sizeof(line), tracer->rows))
		add_line(result, line);
}

static void close_tracer(struct tracer *tracer)
{
	if (tracer->messages)
		fclose(tracer->messages);
	if (tracer->rows)
		fclose(tracer->rows);
}

/* Trace the calls once. Returns the tracer's exit status, or that of a failed step. */
static int measure(const struct variant *variant, const struct workload *workload,
		   struct result *result)
{
	struct caller caller;
	struct tracer tracer = {0};
	int status = STATUS_FAILED;
	int error = start_caller(&caller, variant, workload);
	bool attached;

	*result = (struct result){0};
	if (error)
		return log_failure(-error, "selftest: cannot start the calling process");
	error = start_tracer(&tracer, variant->subcommand, &caller);
	if (error)
		log_failure(-error, "selftest: cannot start the tracer");
	attached = !error && is_attached(&tracer);
	if (!attached)
		kill(caller.pid, SIGKILL); /* without a tracer, make no calls */
	if (end_caller(&caller) != 0 && attached)
		log_error("selftest: cannot make the calls");
	if (!error)
		status = end_tracer(&tracer);
	if (status == STATUS_OK)
		read_rows(&tracer, result);
	close_tracer(&tracer);
	return status;
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
