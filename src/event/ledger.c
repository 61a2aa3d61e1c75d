#include "event/ledger.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

int ledger_init(struct ledger *ledger, uint32_t cpu_count)
{
	*ledger = (struct ledger){.cpu_count = cpu_count};
	ledger->last_seq = calloc(cpu_count, sizeof(*ledger->last_seq));
	return ledger->last_seq ? 0 : -ENOMEM;
}

void ledger_release(struct ledger *ledger)
{
	free(ledger->last_seq);
	*ledger = (struct ledger){0};
}

void ledger_count(struct ledger *ledger, struct row *row)
{
	/* A gap in a CPU's numbers is calls that were lost there: they enter
	 * COUNT with this row. */
	ledger->count += row->seq - ledger->last_seq[row->cpu];
	ledger->last_seq[row->cpu] = row->seq;
	ledger->counted++;
	row->count = ledger->count;
}

static uint64_t at_most(uint64_t value, uint64_t limit)
{
	return value < limit ? value : limit;
}

struct summary ledger_balance(const struct ledger *ledger, const struct kernel_account *account,
			      uint64_t shown)
{
	struct summary summary = {
		.calls = account->calls,
		.shown = shown,
		.lost = account->calls - shown,
	};
	uint64_t *reasons = summary.lost_reasons;
	uint64_t left = summary.lost;
	/* What the rows themselves show as missing between them can have no
	 * cause but a buffer without room, also where nobody counts refusals:
	 * the trace buffer overwrites its oldest lines. */
	uint64_t gaps = ledger->count - ledger->counted;

	reasons[LOST_UNWRITTEN] = at_most(ledger->counted - shown, left);
	left -= reasons[LOST_UNWRITTEN];
	reasons[LOST_CPU_ONLINE] = at_most(account->closed, left);
	left -= reasons[LOST_CPU_ONLINE];
	reasons[LOST_BUFFER_FULL] = at_most(account->full > gaps ? account->full : gaps, left);
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
