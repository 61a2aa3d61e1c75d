#include "event/ledger.h"

#include <errno.h>
#include <inttypes.h>
#include <search.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct ledger_account {
	uint64_t start;
	uint32_t tgid;
	uint64_t count;      /* COUNT of its last row */
	uint32_t last_seq[]; /* of each CPU */
};

static struct ledger_account *new_account(uint32_t cpu_count)
{
	struct ledger_account *account;

	return calloc(1, sizeof(*account) + cpu_count * sizeof(account->last_seq[0]));
}

int ledger_init(struct ledger *ledger, uint32_t cpu_count, bool per_process)
{
	*ledger = (struct ledger){.cpu_count = cpu_count};
	if (per_process)
		return 0;
	ledger->all = new_account(cpu_count);
	return ledger->all ? 0 : -ENOMEM;
}

void ledger_release(struct ledger *ledger)
{
	free(ledger->all);
	tdestroy(ledger->processes, free);
	*ledger = (struct ledger){0};
}

static int compare_accounts(const void *one, const void *two)
{
	const struct ledger_account *a = one, *b = two;

	if (a->tgid != b->tgid)
		return a->tgid < b->tgid ? -1 : 1;
	return a->start < b->start ? -1 : a->start > b->start;
}

/* Returns the account of the row, or NULL if out of memory. */
static struct ledger_account *account_of(struct ledger *ledger, const struct row *row)
{
	/* Rows without a start share one account, whatever their tgid. */
	const struct ledger_account key = {row->start, row->start ? row->tgid : 0, 0};
	struct ledger_account *account;
	void *found;

	if (ledger->all)
		return ledger->all;
	found = tfind(&key, &ledger->processes, compare_accounts);
	if (found)
		return *(struct ledger_account **)found;
	account = new_account(ledger->cpu_count);
	if (!account)
		return NULL;
	account->start = key.start;
	account->tgid = key.tgid;
	if (tsearch(account, &ledger->processes, compare_accounts))
		return account;
	free(account);
	return NULL;
}

int ledger_count(struct ledger *ledger, struct row *row)
{
	struct ledger_account *account = account_of(ledger, row);
	uint32_t calls;

	if (!account)
		return -ENOMEM;
	/* A gap in the sequence numbers means lost calls: COUNT of this row includes them.
	 * Modulo 2^32, because trace-fields carries only the lower half. */
	calls = (uint32_t)row->seq - account->last_seq[row->cpu];
	account->last_seq[row->cpu] = row->seq;
	account->count += calls;
	ledger->calls += calls;
	ledger->counted++;
	row->count = account->count;
	row->shared = !ledger->all && !row->start;
	return 0;
}

void ledger_add_totals(struct ledger *ledger, uint64_t calls)
{
	ledger->calls += calls;
	ledger->counted += calls;
}

static uint64_t at_most(uint64_t value, uint64_t limit)
{
	return value < limit ? value : limit;
}

static uint64_t at_least(uint64_t value, uint64_t limit)
{
	return value > limit ? value : limit;
}

/* By how much is the value above the limit? */
static uint64_t excess(uint64_t value, uint64_t limit)
{
	return value > limit ? value - limit : 0;
}

struct summary ledger_balance(const struct ledger *ledger, const struct kernel_account *account,
			      uint64_t shown)
{
	struct summary summary = {
		.calls = account->calls,
		.shown = shown,
		.lost = excess(account->calls, shown),
		.overdrawn = excess(at_least(ledger->calls, shown), account->calls),
		.missed = account->missed,
		.missed_known = account->missed_known,
	};
	uint64_t *reasons = summary.lost_reasons;
	uint64_t left = summary.lost;
	/* Only a full buffer loses calls between rows. The trace buffer overwrites its
	 * oldest lines. It tells how many, but before a kernel's own event for
	 * bpf_trace_printk it counts the lines of others, too; a gap is evidence as well. */
	uint64_t gaps = excess(ledger->calls, ledger->counted);

	reasons[LOST_UNWRITTEN] = at_most(excess(ledger->counted, shown), left);
	left -= reasons[LOST_UNWRITTEN];
	reasons[LOST_CPU_ONLINE] = at_most(account->closed, left);
	left -= reasons[LOST_CPU_ONLINE];
	reasons[LOST_BUFFER_FULL] = at_most(at_least(account->full, gaps), left);
	left -= reasons[LOST_BUFFER_FULL];
	reasons[LOST_UNREAD] = left;
	return summary;
}

const char *lost_reason_name(enum lost_reason reason)
{
	static const char *const names[LOST_REASON_COUNT] = {
		[LOST_BUFFER_FULL] = "buffer full",
		[LOST_CPU_ONLINE] = "CPU online late",
		[LOST_UNREAD] = "not read before the end",
		[LOST_UNWRITTEN] = "not written",
	};

	return names[reason];
}

__attribute__((format(printf, 3, 4))) static void append(char **at, size_t *left,
							 const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(*at, *left, format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	if ((size_t)length >= *left)
		length = *left - 1;
	*at += length;
	*left -= length;
}

void summary_text(const struct summary *summary, char *text, size_t size)
{
	const char *separator = " (";

	append(&text, &size, "skbclone: %" PRIu64 " calls, %" PRIu64 " shown, %" PRIu64 " lost",
	       summary->calls, summary->shown, summary->lost);
	for (int reason = 0; reason < LOST_REASON_COUNT; reason++) {
		if (summary->lost_reasons[reason] == 0)
			continue;
		append(&text, &size, "%s%" PRIu64 " %s", separator, summary->lost_reasons[reason],
		       lost_reason_name(reason));
		separator = ", ";
	}
	if (summary->lost)
		append(&text, &size, ")");
	if (summary->missed_known)
		append(&text, &size, ", %" PRIu64 " missed", summary->missed);
	else
		append(&text, &size, ", ? missed");
}
