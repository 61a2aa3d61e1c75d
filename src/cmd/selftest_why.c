#include "cmd/selftest_why.h"

#include "base/array.h"
#include "base/status.h"
#include "cmd/trial.h"
#include "event/cause.h"
#include "host/known_calls.h"

#include <fnmatch.h>
#include <inttypes.h>
#include <stdio.h>

enum { TEXT_SIZE = 256 };

/* What is to be seen of the calls that known_calls_make() makes. Which function is the caller
 * depends on the kernel; the table of causes has those that may be it. */
static const struct expectation {
	enum cause_id cause;
	enum context context;
	uint64_t calls;
	const char *packet; /* a pattern for packet_words() */
} expectations[] = {
	{CAUSE_TCP_CONNECT, CONTEXT_TASK, 1, "tcp 127.0.0.1 2001 127.0.0.1 2002 S 0 socket -"},
	{CAUSE_TCP_DATA, CONTEXT_TASK, 1, "tcp 127.0.0.1 2001 127.0.0.1 2002 P. 1 socket -"},
	{CAUSE_TCP_CLOSE, CONTEXT_TASK, 1, "tcp 127.0.0.1 2001 127.0.0.1 2002 F. 0 socket -"},
	{CAUSE_TCP_CLOSE, CONTEXT_TASK, 1, "tcp 127.0.0.1 2002 127.0.0.1 2001 F. 0 socket -"},
	{CAUSE_UDP_MULTICAST, CONTEXT_OWN_SOFTIRQ, 1,
	 "udp 127.0.0.1 2003 239.1.2.3 2004 - 1 headers lo"},
	/* Kernels may put further attributes into the message. */
	{CAUSE_NETLINK_BROADCAST, CONTEXT_TASK, 1, "route - - - - - * socket -"},
	{CAUSE_CAPTURE_TRANSMIT, CONTEXT_TASK, 1,
	 "udp 127.0.0.1 2005 127.0.0.1 2006 - 1 headers lo"},
};

/* What was seen. */
struct result {
	uint64_t totals[CAUSE_COUNT];            /* by `why` */
	uint64_t rows[ARRAY_SIZE(expectations)]; /* by `perf-output -w` */
	uint64_t calls;                          /* that the kernel counted, by the summaries */
	uint64_t shown;
};

static int make_calls(const struct workload *workload)
{
	(void)workload;
	return known_calls_make();
}

/* Write what the row says of its packet, `-` for what it does not say. */
static void packet_words(const json_t *row, char text[TEXT_SIZE])
{
	static const char *const keys[] = {
		"protocol", "source", "source_port", "destination", "destination_port",
		"flags",    "length", "from",        "device"};
	const json_t *packet = json_object_get(row, "packet");
	size_t used = 0;

	for (size_t i = 0; i < ARRAY_SIZE(keys) && used < TEXT_SIZE; i++) {
		const json_t *value = json_object_get(packet, keys[i]);
		const char *blank = i ? " " : "";

		if (json_is_integer(value))
			used += snprintf(text + used, TEXT_SIZE - used, "%s%" JSON_INTEGER_FORMAT,
					 blank, json_integer_value(value));
		else
			used += snprintf(text + used, TEXT_SIZE - used, "%s%s", blank,
					 value ? json_string_value(value) : "-");
	}
}

/* May a call of this cause come from this function, by the table of causes? */
static bool is_caller(enum cause_id cause, const char *function)
{
	for (const struct cause_function *entry = cause_functions; entry->caller; entry++) {
		/* The table has no function of its own for the end of a connection. */
		bool has_cause =
			entry->cause == cause || cause_with_fin(entry->cause, true) == cause;

		if (has_cause && cause_is_function(function, entry->caller))
			return true;
	}
	return false;
}

/* Has the row the cause, the context and a caller of this expectation? */
static bool is_expected(const json_t *row, const struct expectation *expectation)
{
	const json_t *caller = json_object_get(row, "caller");

	if (json_is_object(caller))
		caller = json_object_get(caller, "function");
	return trial_text_is(row, "cause", causes[expectation->cause].id) &&
	       trial_text_is(row, "context", context_name(expectation->context)) &&
	       is_caller(expectation->cause, json_string_value(caller));
}

/* A row of `why` stands for all calls of a cause. */
static void add_total(const json_t *row, struct result *result)
{
	const uint64_t count = json_integer_value(json_object_get(row, "count"));

	result->shown += count;
	for (size_t i = 0; i < ARRAY_SIZE(expectations); i++) {
		if (is_expected(row, &expectations[i])) {
			result->totals[expectations[i].cause] += count;
			return;
		}
	}
}

static void add_call(const json_t *row, struct result *result)
{
	char packet[TEXT_SIZE];

	packet_words(row, packet);
	result->shown++;
	for (size_t i = 0; i < ARRAY_SIZE(expectations); i++)
		result->rows[i] += is_expected(row, &expectations[i]) &&
				   fnmatch(expectations[i].packet, packet, 0) == 0;
}

static void add_row(const json_t *row, void *result)
{
	if (trial_text_is(row, "type", "call"))
		add_call(row, result);
	else if (trial_text_is(row, "type", "summary"))
		((struct result *)result)->calls +=
			json_integer_value(json_object_get(row, "calls"));
	else
		add_total(row, result);
}

/* The calls that are expected: of this cause, or of all causes (CAUSE_COUNT). */
static uint64_t expected_calls(enum cause_id cause)
{
	uint64_t calls = 0;

	for (size_t i = 0; i < ARRAY_SIZE(expectations); i++) {
		if (cause == CAUSE_COUNT || expectations[i].cause == cause)
			calls += expectations[i].calls;
	}
	return calls;
}

/* Write which expectation failed first; the empty text if none did. */
static void find_failure(const struct result *result, char text[TEXT_SIZE])
{
	text[0] = '\0';
	for (size_t i = 0; i < ARRAY_SIZE(expectations) && !text[0]; i++) {
		const struct expectation *expectation = &expectations[i];
		const char *cause = causes[expectation->cause].id;
		const char *context = context_name(expectation->context);
		const uint64_t total = expected_calls(expectation->cause);

		if (result->totals[expectation->cause] < total)
			snprintf(text, TEXT_SIZE, "why has %" PRIu64 " of %" PRIu64 ": %s in %s",
				 result->totals[expectation->cause], total, cause, context);
		else if (result->rows[i] != expectation->calls)
			snprintf(text, TEXT_SIZE,
				 "perf-output -w has %" PRIu64 " of %" PRIu64 ": %s in %s, %s",
				 result->rows[i], expectation->calls, cause, context,
				 expectation->packet);
	}
	if (!text[0] && result->shown != result->calls)
		snprintf(text, TEXT_SIZE, "%" PRIu64 " of %" PRIu64 " calls are shown",
			 result->shown, result->calls);
}

/* Write the causes that are expected, each once. */
static void list_causes(char text[TEXT_SIZE])
{
	size_t used = 0;

	for (size_t i = 0; i < ARRAY_SIZE(expectations) && used < TEXT_SIZE; i++) {
		if (i == 0 || expectations[i].cause != expectations[i - 1].cause)
			used += snprintf(text + used, TEXT_SIZE - used, "%s%s", i ? ", " : "",
					 causes[expectations[i].cause].id);
	}
}

static int measure(struct result *result)
{
	const struct trial trials[] = {
		{&subcommand_why, NULL, make_calls, NULL, add_row},
		{&subcommand_perf_output, "-w", make_calls, NULL, add_row},
	};
	int status = STATUS_OK;

	*result = (struct result){0};
	for (size_t i = 0; i < ARRAY_SIZE(trials) && status == STATUS_OK; i++)
		status = trial_run(&trials[i], result);
	return status;
}

int selftest_why(void)
{
	const uint64_t expected = expected_calls(CAUSE_COUNT);
	struct result result;
	char failure[TEXT_SIZE], list[TEXT_SIZE];
	uint64_t counted;
	int attempt = 0, status;

	/* On a busy machine, ksoftirqd may do the softirq work of the calling process, or the
	 * process that of others. */
	do {
		status = measure(&result);
		if (status != STATUS_OK)
			return status;
		find_failure(&result, failure);
		counted = 0;
		for (size_t i = 0; i < CAUSE_COUNT; i++)
			counted += result.totals[i];
	} while ((failure[0] || counted != expected) && attempt++ < TRIAL_RETRIES);
	list_causes(list);
	trial_print(subcommand_why.name, !failure[0], expected, counted,
		    failure[0]           ? failure
		    : counted > expected ? TRIAL_BUSY
					 : list);
	return failure[0] ? STATUS_FAILED : STATUS_OK;
}
