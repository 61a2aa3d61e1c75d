/* What the report adds up, and that its memory is bounded and its sums exact. */
#include "output/html/page.h"
#include "unit.h"
#include "written.h"

#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static struct report report;
static struct ladder ladder;

static struct row new_row(uint32_t tgid, enum cause_id cause, enum context context)
{
	struct row row = {.tgid = tgid, .cause = cause, .context = context};

	snprintf(row.comm, sizeof(row.comm), "p%u", tgid);
	return row;
}

static struct packet new_packet(uint16_t source_port, uint16_t destination_port)
{
	return (struct packet){
		.parts = PACKET_ADDRESSES | PACKET_PORTS | PACKET_PROTOCOL,
		.from = PACKET_FROM_SOCKET,
		.family = AF_INET,
		.protocol = IPPROTO_TCP,
		.source_port = source_port,
		.destination_port = destination_port,
		.source = {127, 0, 0, 1},
		.destination = {127, 0, 0, 1},
	};
}

static int clear(void **state)
{
	(void)state;
	memset(&report, 0, sizeof(report));
	memset(&ladder, 0, sizeof(ladder));
	return 0;
}

static void test_report_add__counts_processes_and_causes(void **state)
{
	const struct row one = new_row(7, CAUSE_TCP_DATA, CONTEXT_TASK);
	const struct row two = new_row(8, CAUSE_TCP_DATA, CONTEXT_INTERRUPT);
	const struct report_share *shares[1];
	enum cause_id ranked[CAUSE_COUNT];

	(void)state;
	assert_int_equal(report_add(&report, &one, 1), 1);
	assert_int_equal(report_add(&report, &two, 3), 2);
	assert_int_equal(report_add(&report, &one, 1), 1);
	assert_int_equal(report.calls, 5);
	assert_int_equal(report_rank_causes(&report, ranked), 1);
	assert_int_equal(ranked[0], CAUSE_TCP_DATA);
	assert_int_equal(report.causes[CAUSE_TCP_DATA].contexts[CONTEXT_INTERRUPT], 3);
	assert_int_equal(report_rank_shares(&report, CAUSE_TCP_DATA, shares, 1), 2);
	assert_int_equal(shares[0]->process, 2);
	assert_int_equal(shares[0]->calls, 3);
}

/* A tgid that is used again is another process, where start times are known. */
static void test_report_add__tells_apart_reused_tgids(void **state)
{
	struct row row = new_row(7, CAUSE_TCP_DATA, CONTEXT_TASK);

	(void)state;
	row.start = 1;
	assert_int_equal(report_add(&report, &row, 1), 1);
	row.start = 2;
	assert_int_equal(report_add(&report, &row, 1), 2);
}

static void test_report_add__counts_what_has_no_room(void **state)
{
	uint32_t ranked[REPORT_PROCESSES], count;
	uint64_t sum = 0;

	(void)state;
	for (uint32_t i = 0; i < 5000; i++) {
		struct row row = new_row(i + 1, i % CAUSE_COUNT, CONTEXT_TASK);

		row.packet = new_packet(i, 80);
		report_add(&report, &row, 1);
		row.cause = (i + 1) % CAUSE_COUNT;
		report_add(&report, &row, 2);
	}
	count = report_rank_processes(&report, ranked);
	assert_int_equal(count, REPORT_PROCESSES);
	assert_int_equal(ranked[count - 1], 0);
	for (uint32_t i = 0; i < count; i++)
		sum += report.processes[ranked[i]].calls;
	assert_int_equal(sum, 15000);
	assert_int_equal(report.calls, 15000);
}

static void test_report_rank_shares__keeps_the_largest(void **state)
{
	const struct report_share *shares[3];

	(void)state;
	for (uint32_t i = 1; i <= 50; i++) {
		struct row row = new_row(i, CAUSE_PEEK, CONTEXT_TASK);

		report_add(&report, &row, i * 7 % 50 + 1);
	}
	assert_int_equal(report_rank_shares(&report, CAUSE_PEEK, shares, 3), 50);
	for (int i = 0; i < 3; i++)
		assert_int_equal(shares[i]->calls, 50 - i);
}

/* Softirq work may send for others, and what a packet socket sees may be received. */
static void test_report_sender__believes_the_threads_own_sends(void **state)
{
	struct row client = new_row(7, CAUSE_TCP_DATA, CONTEXT_TASK);
	struct row server = new_row(8, CAUSE_TCP_DATA, CONTEXT_TASK);
	struct row work = new_row(7, CAUSE_TCP_DATA, CONTEXT_OWN_SOFTIRQ);
	struct row received = new_row(7, CAUSE_RAW_SOCKET, CONTEXT_TASK);

	(void)state;
	client.packet = new_packet(40000, 80);
	server.packet = work.packet = received.packet = new_packet(80, 40000);
	received.packet.from = PACKET_FROM_HEADERS;
	report_add(&report, &client, 1);
	report_add(&report, &work, 1);
	report_add(&report, &received, 1);
	assert_int_equal(report_sender(&report, &client.packet, false), 1);
	assert_int_equal(report_sender(&report, &client.packet, true), -1);
	report_add(&report, &server, 1);
	assert_int_equal(report_sender(&report, &client.packet, true), 2);
	assert_int_equal(report_sender(&report, &server.packet, false), 2);
	assert_int_equal(report_sender(&report, &server.packet, true), 1);
}

/* Two network namespaces may have the same connection: nobody knows whose end it is. */
static void test_report_sender__does_not_guess(void **state)
{
	struct row one = new_row(7, CAUSE_TCP_DATA, CONTEXT_TASK);
	struct row other = new_row(8, CAUSE_TCP_DATA, CONTEXT_TASK);

	(void)state;
	one.packet = other.packet = new_packet(40000, 80);
	report_add(&report, &one, 1);
	assert_int_equal(report_sender(&report, &one.packet, false), 1);
	report_add(&report, &other, 1);
	report_add(&report, &other, 1);
	assert_int_equal(report_sender(&report, &one.packet, false), 0);
}

/* Add a call to the report and to the ladder. */
static void add(const struct row *row)
{
	ladder_add(&ladder, &report, row, report_add(&report, row, 1));
}

static uint64_t sum_of_marks(void)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < ladder.count; i++) {
		sum += ladder.marks[i].calls;
		assert_true(ladder.marks[i].first_ns <= ladder.marks[i].last_ns);
		assert_true(i == 0 || ladder.marks[i - 1].first_ns <= ladder.marks[i].first_ns);
	}
	return sum;
}

static void test_ladder__shows_500_calls_one_by_one(void **state)
{
	struct row row = new_row(7, CAUSE_TCP_DATA, CONTEXT_TASK);

	(void)state;
	for (row.time_ns = 0; row.time_ns < LADDER_SINGLE; row.time_ns++)
		add(&row);
	ladder_finish(&ladder, &report);
	assert_int_equal(ladder.count, LADDER_SINGLE);
}

static void test_ladder__folds_neighbours_beyond(void **state)
{
	struct row row = new_row(7, CAUSE_TCP_DATA, CONTEXT_TASK);

	(void)state;
	row.packet = new_packet(1, 2);
	row.packet.parts |= PACKET_LENGTH;
	row.packet.length = 10;
	for (row.time_ns = 0; row.time_ns < 2000; row.time_ns++) {
		row.cause = row.time_ns < 1500 ? CAUSE_TCP_DATA : CAUSE_TCP_CLOSE;
		row.packet.source_port = row.time_ns < 1500;
		if (row.time_ns == 1999)
			row.packet.source_port = 5;
		add(&row);
	}
	ladder_finish(&ladder, &report);
	assert_int_equal(ladder.count, 2);
	assert_int_equal(ladder.marks[0].calls, 1500);
	assert_int_equal(ladder.marks[0].length, 15000);
	assert_int_equal(ladder.marks[0].last_ns, 1499);
	assert_false(ladder.marks[0].is_mixed);
	assert_int_equal(ladder.marks[1].calls, 500);
	assert_true(ladder.marks[1].is_mixed);
}

/* Whatever comes, the marks are few and stand for all calls; the largest processes keep their
 * marks. */
static void test_ladder__is_bounded(void **state)
{
	bool has_largest = false;

	(void)state;
	srandom(1);
	for (uint32_t i = 0; i < 100000; i++) {
		uint32_t tgid = i % 2 ? 1 : random() % 3000 + 2;
		struct row row = new_row(tgid, random() % CAUSE_COUNT, random() % CONTEXT_COUNT);

		row.time_ns = (uint64_t)i * i;
		add(&row);
		assert_true(ladder.count <= LADDER_MARKS);
	}
	ladder_finish(&ladder, &report);
	assert_true(ladder.count <= LADDER_SINGLE);
	assert_int_equal(sum_of_marks(), 100000);
	for (uint32_t i = 0; i < ladder.count; i++)
		has_largest |= ladder.marks[i].process == 1;
	assert_true(has_largest || ladder.own == 0);
}

static void test_timeline__widens_its_buckets(void **state)
{
	static struct timeline timeline;
	uint64_t sum = 0;

	(void)state;
	assert_int_equal(timeline_count(&timeline), 0);
	for (uint64_t i = 0; i < 1000; i++)
		timeline_add(&timeline, 5 + i * 123456, i % 2 ? CAUSE_PEEK : CAUSE_NETEM);
	assert_true(timeline_count(&timeline) > TIMELINE_BUCKETS / 2);
	assert_true(timeline_count(&timeline) <= TIMELINE_BUCKETS);
	for (uint32_t i = 0; i < timeline_count(&timeline); i++)
		sum += timeline_calls(&timeline, i);
	assert_int_equal(sum, 1000);
	assert_true(timeline.calls[0][CAUSE_PEEK] > 0);
}

static const char *html_of(const char *text, uint32_t columns)
{
	static char out[256];
	struct line line = {out, out + sizeof(out) - 1};

	if (columns)
		put_html_cut(&line, text, columns);
	else
		put_html(&line, text);
	*line.at = '\0';
	return out;
}

static void test_put_html__makes_text_of_everything(void **state)
{
	(void)state;
	assert_string_equal(html_of("<a href=\"x\">&amp;'", 0),
			    "&lt;a href=&quot;x&quot;&gt;&amp;amp;&#39;");
	assert_string_equal(html_of("é中😀", 0), "é中😀");
	/* U+FFFE, U+FDD0 and U+1FFFF are forbidden; their neighbours are not. */
	assert_string_equal(html_of("\xef\xbf\xbe\xef\xb7\x90\xf0\x9f\xbf\xbf", 0),
			    "\\xef\\xbf\\xbe\\xef\\xb7\\x90\\xf0\\x9f\\xbf\\xbf");
	assert_string_equal(html_of("\xef\xbf\xbd\xef\xb7\x8f\xf0\x9f\xbf\xbd", 0),
			    "\xef\xbf\xbd\xef\xb7\x8f\xf0\x9f\xbf\xbd");
}

static void test_put_html_cut__counts_columns(void **state)
{
	(void)state;
	assert_string_equal(html_of("abcdef", 6), "abcdef");
	assert_string_equal(html_of("abcdefg", 6), "abcde…");
	assert_string_equal(html_of("<<<<<<<", 3), "&lt;&lt;…");
	assert_string_equal(html_of("中文进程", 5), "中文…");
	assert_string_equal(html_of("中ab", 3), "中…");
	assert_string_equal(html_of("中a", 3), "中a");
}

/* vsnprintf(3) ends its text with a NUL, which is no text of the page. */
static void test_put_format__cuts_without_a_nul(void **state)
{
	char out[8];
	struct line line = {out, out + sizeof(out)};

	(void)state;
	put_format(&line, "%s", "longer than that");
	put_char(&line, '.');
	assert_memory_equal(out, "longer .", sizeof(out));
	put_format(&line, "%s", "no room");
	assert_ptr_equal(line.at, line.end);
}

/* Write the end of the run piece by piece, and return the number of pieces. */
static int end_in_pieces(struct written *written, const struct summary *summary, char *all)
{
	int pieces = 1;

	*all = '\0';
	for (bool more = true; more; pieces += more) {
		more = sink_end(&written->sink, summary);
		strcat(all, written_text(written));
	}
	return pieces;
}

static void test_html__is_shown_when_it_is_written(void **state)
{
	static char page[1 << 20];
	const struct summary summary = {.calls = 301, .shown = 300, .lost = 1};
	struct written written;

	(void)state;
	written_open(&written, "html", FIELDS_OF_CALLS | FIELDS_OF_WHY);
	written_begin(&written);
	for (int i = 0; i < 300; i++) {
		const struct row row = new_row(i % 3 + 1, CAUSE_TCP_DATA, CONTEXT_TASK);

		assert_string_equal(written_row(&written, &row), "");
	}
	assert_int_equal(sink_promised(&written.sink), 300);
	assert_int_equal(sink_shown(&written.sink), 0);
	assert_true(end_in_pieces(&written, &summary, page) > 3);
	assert_int_equal(sink_shown(&written.sink), 300);
	assert_int_equal(sink_promised(&written.sink), 300);
	assert_memory_equal(page, "<!DOCTYPE html>", 15);
	assert_string_equal(page + strlen(page) - 15, "</body></html>\n");
	assert_non_null(
		strstr(page, "<th>missed</th><td>?</td><td>calls that no program saw; not known"));
	written_close(&written);
}

static void test_html__of_no_calls_is_a_page(void **state)
{
	static char page[1 << 16];
	const struct summary summary = {0};
	struct written written;

	(void)state;
	written_open(&written, "html", FIELDS_OF_CALLS | FIELDS_OF_WHY | FIELDS_OF_STACKS);
	written_begin(&written);
	end_in_pieces(&written, &summary, page);
	assert_non_null(strstr(page, "<th>calls</th><td>0</td>"));
	assert_null(strstr(page, "id='ladder'"));
	assert_null(strstr(page, "id='flame'"));
	written_close(&written);
}

/* New totals replace the last ones. */
static void test_html__shows_the_last_totals(void **state)
{
	static char page[1 << 16];
	const struct summary summary = {.calls = 4, .shown = 4};
	struct row row = new_row(1, CAUSE_TCP_DATA, CONTEXT_TASK);
	struct written written;

	(void)state;
	row.count = 4;
	written_open(&written, "html", FIELDS_OF_TOTALS | FIELDS_OF_WHY | FIELDS_OF_INTERVALS);
	for (int i = 0; i < 3; i++) {
		written_begin(&written);
		written_row(&written, &row);
	}
	end_in_pieces(&written, &summary, page);
	assert_non_null(strstr(page, "data-cause='tcp-data' data-calls='4'"));
	assert_int_equal(sink_shown(&written.sink), 4);
	written_close(&written);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_report_add__counts_processes_and_causes, clear),
		cmocka_unit_test_setup(test_report_add__tells_apart_reused_tgids, clear),
		cmocka_unit_test_setup(test_report_add__counts_what_has_no_room, clear),
		cmocka_unit_test_setup(test_report_rank_shares__keeps_the_largest, clear),
		cmocka_unit_test_setup(test_report_sender__believes_the_threads_own_sends, clear),
		cmocka_unit_test_setup(test_report_sender__does_not_guess, clear),
		cmocka_unit_test_setup(test_ladder__shows_500_calls_one_by_one, clear),
		cmocka_unit_test_setup(test_ladder__folds_neighbours_beyond, clear),
		cmocka_unit_test_setup(test_ladder__is_bounded, clear),
		cmocka_unit_test(test_timeline__widens_its_buckets),
		cmocka_unit_test(test_put_html__makes_text_of_everything),
		cmocka_unit_test(test_put_html_cut__counts_columns),
		cmocka_unit_test(test_put_format__cuts_without_a_nul),
		cmocka_unit_test(test_html__is_shown_when_it_is_written),
		cmocka_unit_test(test_html__of_no_calls_is_a_page),
		cmocka_unit_test(test_html__shows_the_last_totals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
