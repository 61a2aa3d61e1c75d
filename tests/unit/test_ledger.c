#include "event/ledger.h"
#include "unit.h"

#include <string.h>

static uint64_t count(struct ledger *ledger, uint32_t cpu, uint64_t seq)
{
	struct row row = {.cpu = cpu, .seq = seq};

	assert_int_equal(ledger_count(ledger, &row), 0);
	return row.count;
}

static void expect_balanced(const struct summary *summary)
{
	uint64_t reasons = 0;

	for (int reason = 0; reason < LOST_REASON_COUNT; reason++)
		reasons += summary->lost_reasons[reason];
	assert_true(summary->calls == summary->shown + summary->lost);
	assert_true(reasons == summary->lost);
}

static void test_ledger_count__adds_up_cpus(void **state)
{
	struct ledger ledger;

	(void)state;
	assert_int_equal(ledger_init(&ledger, 2, false), 0);
	assert_int_equal(count(&ledger, 0, 1), 1);
	assert_int_equal(count(&ledger, 1, 1), 2);
	assert_int_equal(count(&ledger, 1, 2), 3);
	assert_int_equal(count(&ledger, 0, 2), 4);
	ledger_release(&ledger);
}

static void test_ledger_count__takes_a_lost_call_in_at_the_next_row_of_its_cpu(void **state)
{
	struct ledger ledger;

	(void)state;
	assert_int_equal(ledger_init(&ledger, 2, false), 0);
	assert_int_equal(count(&ledger, 0, 1), 1);
	assert_int_equal(count(&ledger, 1, 1), 2);
	assert_int_equal(count(&ledger, 0, 5), 6);
	assert_int_equal(count(&ledger, 1, 2), 7);
	ledger_release(&ledger);
}

static struct row count_process(struct ledger *ledger, uint32_t tgid, uint64_t start, uint32_t cpu,
				uint64_t seq)
{
	struct row row = {.tgid = tgid, .start = start, .cpu = cpu, .seq = seq};

	assert_int_equal(ledger_count(ledger, &row), 0);
	return row;
}

static void test_ledger_count__keeps_processes_apart(void **state)
{
	struct ledger ledger;

	(void)state;
	assert_int_equal(ledger_init(&ledger, 2, true), 0);
	assert_int_equal(count_process(&ledger, 7, 100, 0, 1).count, 1);
	assert_int_equal(count_process(&ledger, 8, 100, 0, 1).count, 1);
	assert_int_equal(count_process(&ledger, 7, 100, 1, 3).count, 4); /* seq 1, 2 were lost */
	assert_int_equal(count_process(&ledger, 7, 100, 0, 2).count, 5);
	assert_int_equal(count_process(&ledger, 7, 200, 0, 1).count, 1); /* its tgid, used again */
	assert_int_equal(count_process(&ledger, 8, 100, 0, 2).count, 2);
	assert_int_equal(ledger.calls, 8);
	ledger_release(&ledger);
}

static void test_ledger_count__counts_further_processes_together(void **state)
{
	struct ledger ledger;

	(void)state;
	assert_int_equal(ledger_init(&ledger, 2, true), 0);
	assert_false(count_process(&ledger, 7, 100, 0, 1).shared);
	assert_true(count_process(&ledger, 8, 0, 0, 1).shared);
	assert_int_equal(count_process(&ledger, 9, 0, 1, 1).count, 2);
	ledger_release(&ledger);
}

static void test_ledger_count__goes_on_after_2_to_the_32(void **state)
{
	struct ledger ledger;

	(void)state;
	assert_int_equal(ledger_init(&ledger, 1, false), 0);
	count(&ledger, 0, UINT32_MAX);
	assert_true(count(&ledger, 0, 0) == (uint64_t)UINT32_MAX + 1);
	ledger_release(&ledger);
}

static void test_ledger_balance__names_every_reason(void **state)
{
	struct ledger ledger;
	struct kernel_account account = {.calls = 20, .full = 3, .closed = 1};
	struct summary summary;

	(void)state;
	assert_int_equal(ledger_init(&ledger, 1, false), 0);
	for (uint64_t seq = 5; seq <= 14; seq++) /* seq 1 to 4 were refused */
		count(&ledger, 0, seq);
	summary = ledger_balance(&ledger, &account, 8); /* 2 rows were not written */
	expect_balanced(&summary);
	assert_int_equal(summary.lost, 12);
	assert_int_equal(summary.lost_reasons[LOST_BUFFER_FULL], 4);
	assert_int_equal(summary.lost_reasons[LOST_CPU_ONLINE], 1);
	assert_int_equal(summary.lost_reasons[LOST_UNWRITTEN], 2);
	assert_int_equal(summary.lost_reasons[LOST_UNREAD], 5);
	ledger_release(&ledger);
}

static void test_ledger_balance__balances_whatever_it_is_told(void **state)
{
	struct ledger ledger;

	(void)state;
	assert_int_equal(ledger_init(&ledger, 1, false), 0);
	count(&ledger, 0, 3);
	count(&ledger, 0, 4);
	for (uint64_t calls = 4; calls < 8; calls++) {
		for (uint64_t full = 0; full < 10; full++) {
			for (uint64_t shown = 0; shown <= 2; shown++) {
				struct kernel_account account = {
					.calls = calls, .full = full, .closed = 9 - full};
				struct summary summary = ledger_balance(&ledger, &account, shown);

				expect_balanced(&summary);
			}
		}
	}
	ledger_release(&ledger);
}

/* Rows that the kernel did not count: too many of them, or with too high a number. */
static void test_ledger_balance__says_when_rows_overdraw_it(void **state)
{
	const struct kernel_account account = {.calls = 3};
	struct ledger ledger;
	struct summary summary;

	(void)state;
	assert_int_equal(ledger_init(&ledger, 1, false), 0);
	for (uint64_t seq = 1; seq <= 3; seq++)
		count(&ledger, 0, seq);
	summary = ledger_balance(&ledger, &account, 3);
	expect_balanced(&summary);
	assert_int_equal(summary.overdrawn, 0);
	for (int i = 0; i < 4; i++)
		count(&ledger, 0, 3);
	summary = ledger_balance(&ledger, &account, 7);
	assert_int_equal(summary.overdrawn, 4);
	assert_int_equal(summary.lost, 0);
	count(&ledger, 0, 10);
	summary = ledger_balance(&ledger, &account, 2);
	assert_int_equal(summary.overdrawn, 7);
	assert_int_equal(summary.lost, 1);
	ledger_release(&ledger);
}

static void test_summary_text__is_the_contracts_line(void **state)
{
	struct summary summary = {.calls = 12, .shown = 9, .lost = 3, .missed_known = true};
	char text[256];

	(void)state;
	summary.lost_reasons[LOST_BUFFER_FULL] = 2;
	summary.lost_reasons[LOST_CPU_ONLINE] = 1;
	summary_text(&summary, text, sizeof(text));
	assert_string_equal(text,
			    "skbclone: 12 calls, 9 shown, 3 lost (2 buffer full, 1 CPU online "
			    "late), 0 missed");
	summary = (struct summary){.calls = 5, .shown = 5};
	summary_text(&summary, text, sizeof(text));
	assert_string_equal(text, "skbclone: 5 calls, 5 shown, 0 lost, ? missed");
	summary_text(&summary, text, 20);
	assert_string_equal(text, "skbclone: 5 calls, ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ledger_count__adds_up_cpus),
		cmocka_unit_test(
			test_ledger_count__takes_a_lost_call_in_at_the_next_row_of_its_cpu),
		cmocka_unit_test(test_ledger_count__keeps_processes_apart),
		cmocka_unit_test(test_ledger_count__counts_further_processes_together),
		cmocka_unit_test(test_ledger_count__goes_on_after_2_to_the_32),
		cmocka_unit_test(test_ledger_balance__names_every_reason),
		cmocka_unit_test(test_ledger_balance__balances_whatever_it_is_told),
		cmocka_unit_test(test_ledger_balance__says_when_rows_overdraw_it),
		cmocka_unit_test(test_summary_text__is_the_contracts_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
