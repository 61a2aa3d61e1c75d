/* Metrics in Prometheus' text format: the exact bytes, and that no counter goes back. */
#include "written.h"

#include <stdio.h>
#include <stdlib.h>

enum { COUNT = FIELDS_OF_TOTALS, WHY = FIELDS_OF_TOTALS | FIELDS_OF_WHY };

/* Room for all comms that a table names. */
static char text[65536];

static void add(struct written *written, const char *comm, uint64_t calls)
{
	struct row row = {.count = calls};

	strncpy(row.comm, comm, sizeof(row.comm));
	sink_row(&written->sink, &row);
}

static const char *end_table(struct written *written, const struct summary *summary)
{
	ssize_t got;

	assert_false(sink_end(&written->sink, summary));
	assert_int_equal(sink_flush(&written->sink), STATUS_OK);
	got = pread(written->fd, text, sizeof(text) - 1, 0);
	assert_true(got >= 0);
	text[got] = '\0';
	assert_int_equal(ftruncate(written->fd, 0), 0);
	assert_int_equal(lseek(written->fd, 0, SEEK_SET), 0);
	return text;
}

/* Returns the value of a comm's series; UINT64_MAX: there is none. */
static uint64_t calls_of(const char *comm)
{
	char series[128];
	const char *at;

	snprintf(series, sizeof(series), "\nskbclone_calls_total{comm=\"%s\"} ", comm);
	at = strstr(text, series);
	return at ? strtoull(at + strlen(series), NULL, 10) : UINT64_MAX;
}

#define LOST(unwritten)                                                                            \
	"# HELP skbclone_lost_calls_total Calls of skb_clone() that were counted, and are in no "  \
	"other series.\n"                                                                          \
	"# TYPE skbclone_lost_calls_total counter\n"                                               \
	"skbclone_lost_calls_total{reason=\"buffer full\"} 0\n"                                    \
	"skbclone_lost_calls_total{reason=\"CPU online late\"} 0\n"                                \
	"skbclone_lost_calls_total{reason=\"not read before the end\"} 0\n"                        \
	"skbclone_lost_calls_total{reason=\"not written\"} " unwritten "\n"

#define INFO                                                                                       \
	"# HELP skbclone_start_time_seconds When this run began to count, in seconds since "       \
	"1970.\n"                                                                                  \
	"# TYPE skbclone_start_time_seconds gauge\n"                                               \
	"skbclone_start_time_seconds 1764000000.250000000\n"                                       \
	"# HELP skbclone_build_info The version of skbclone; always 1.\n"                          \
	"# TYPE skbclone_build_info gauge\n"                                                       \
	"skbclone_build_info{version=\"0.1.0\"} 1\n"

static void test_prometheus__writes_comms(void **state)
{
	const struct summary summary = {.missed = 4,
					.missed_known = true,
					.start_ns = 1764000000250000000,
					.lost_reasons[LOST_UNWRITTEN] = 2};
	const struct row rest = {.rest = true, .comm = "[other]", .count = 9};
	struct written written;

	(void)state;
	written_open(&written, "prometheus", COUNT);
	sink_begin(&written.sink);
	add(&written, "curl", 12);
	add(&written, "a b", 3);
	sink_row(&written.sink, &rest);
	assert_string_equal(
		end_table(&written, &summary),
		"# HELP skbclone_calls_total Calls of skb_clone() by the name of the thread.\n"
		"# TYPE skbclone_calls_total counter\n"
		"skbclone_calls_total{comm=\"curl\"} 12\n"
		"skbclone_calls_total{comm=\"a b\"} 3\n"
		"skbclone_calls_total{comm=\"other\"} 9\n" LOST(
			"2") "# HELP skbclone_missed_calls_total Calls of skb_clone() for which "
			     "the kernel did "
			     "not run the program.\n"
			     "# TYPE skbclone_missed_calls_total counter\n"
			     "skbclone_missed_calls_total 4\n" INFO);
	assert_int_equal(sink_shown(&written.sink), 24);
	written_close(&written);
}

static void test_prometheus__writes_causes(void **state)
{
	const struct summary summary = {.start_ns = 1764000000250000000};
	const struct row data = {.cause = CAUSE_TCP_DATA, .context = CONTEXT_TASK, .count = 5};
	const struct row rest = {.rest = true, .comm = "[other]", .count = 6};
	struct written written;

	(void)state;
	written_open(&written, "prometheus", WHY);
	sink_begin(&written.sink);
	sink_row(&written.sink, &data);
	sink_row(&written.sink, &rest);
	assert_string_equal(
		end_table(&written, &summary),
		"# HELP skbclone_calls_total Calls of skb_clone() by cause and context.\n"
		"# TYPE skbclone_calls_total counter\n"
		"skbclone_calls_total{cause=\"tcp-data\",context=\"task\"} 5\n"
		"skbclone_calls_total{cause=\"other\",context=\"?\"} 6\n" LOST("0") INFO);
	assert_int_equal(sink_shown(&written.sink), 11);
	written_close(&written);
}

/* The value between the quotes, unescaped as the format says. Fails where a byte cannot be
 * in it. */
static void read_label(const char *from, char *value)
{
	while (*from != '"') {
		if (*from == '\\')
			assert_true(*++from == '\\' || *from == '"');
		assert_true((unsigned char)*from >= ' ' && *from != '\x7f');
		*value++ = *from++;
	}
	*value = '\0';
}

static void test_prometheus__escapes_every_byte(void **state)
{
	const struct summary summary = {0};

	(void)state;
	for (int byte = 1; byte < 256; byte++) {
		const char comm[SKBCLONE_COMM_SIZE] = {'x', (char)byte, 'y'};
		char expected[FORMAT_COMM_SIZE], value[128];
		struct written written;

		written_open(&written, "prometheus", COUNT);
		sink_begin(&written.sink);
		add(&written, comm, 1);
		read_label(strstr(end_table(&written, &summary), "{comm=\"") + strlen("{comm=\""),
			   value);
		format_comm(expected, comm);
		assert_string_equal(value, expected);
		written_close(&written);
	}
}

/* Of 60 comms, the 50 with most calls are named. They stay, whatever comes later, and
 * `other` does not go back. */
static void test_prometheus__names_fifty_comms(void **state)
{
	const struct summary summary = {0};
	struct written written;
	char comm[16];
	int lines = 0;

	(void)state;
	written_open(&written, "prometheus", COUNT);
	sink_begin(&written.sink);
	for (int i = 0; i < 60; i++) {
		snprintf(comm, sizeof(comm), "comm-%d", i);
		add(&written, comm, 1000 - i);
	}
	end_table(&written, &summary);
	for (const char *at = text; (at = strstr(at, "\nskbclone_calls_total{")); at++)
		lines++;
	assert_int_equal(lines, 51);
	assert_int_equal(calls_of("comm-0"), 1000);
	assert_int_equal(calls_of("comm-49"), 951);
	assert_int_equal(calls_of("comm-50"), UINT64_MAX);
	assert_int_equal(calls_of("other"),
			 950 + 949 + 948 + 947 + 946 + 945 + 944 + 943 + 942 + 941);

	sink_begin(&written.sink);
	add(&written, "newcomer", 5000);
	for (int i = 59; i >= 0; i--) {
		snprintf(comm, sizeof(comm), "comm-%d", i);
		add(&written, comm, 2000 + i);
	}
	end_table(&written, &summary);
	assert_int_equal(calls_of("comm-49"), 2049);
	assert_int_equal(calls_of("newcomer"), UINT64_MAX);
	assert_int_equal(calls_of("other"), 5000 + 10 * 2000 + 545);
	written_close(&written);
}

/* Two series of one name would make the whole file invalid. */
static void test_prometheus__has_one_series_called_other(void **state)
{
	const struct summary summary = {0};
	struct written written;

	(void)state;
	written_open(&written, "prometheus", COUNT);
	sink_begin(&written.sink);
	add(&written, "other", 3);
	end_table(&written, &summary);
	assert_int_equal(calls_of("other"), 3);
	assert_null(strstr(strstr(text, "\"other\"") + 1, "\"other\""));
	written_close(&written);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prometheus__writes_comms),
		cmocka_unit_test(test_prometheus__writes_causes),
		cmocka_unit_test(test_prometheus__escapes_every_byte),
		cmocka_unit_test(test_prometheus__names_fifty_comms),
		cmocka_unit_test(test_prometheus__has_one_series_called_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
