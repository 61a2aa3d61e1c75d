/*
 * ledger: the accounts of a run. It gives each row its COUNT from the sequence
 * numbers, of the CPUs or of each process on its CPUs, and balances calls
 * counted in the kernel against rows shown: calls = shown + lost, and lost is
 * the sum of its reasons. Pure.
 */
#ifndef SKBCLONE_EVENT_LEDGER_H
#define SKBCLONE_EVENT_LEDGER_H

#include "event/row.h"

#include <stdbool.h>
#include <stddef.h>

/* One COUNT: of all calls, or of a process's. */
struct ledger_account;

struct ledger {
	struct ledger_account *all; /* NULL where each process has its own */
	void *processes;            /* tsearch(3) of those */
	uint32_t cpu_count;
	uint64_t calls;   /* known from the rows: those lost between them included */
	uint64_t counted; /* rows that were given a COUNT */
};

/* Why a call was not shown. The order is that of the summary. */
enum lost_reason {
	LOST_BUFFER_FULL, /* the ring or the trace buffer had no room */
	LOST_CPU_ONLINE,  /* its CPU had no ring, being new */
	LOST_UNREAD,      /* still in a buffer when the run had to end */
	LOST_UNWRITTEN,   /* read, but the output took it no more */
	LOST_REASON_COUNT,
};

/* The name as the summary shows it. */
const char *lost_reason_name(enum lost_reason reason);

/* What the kernel side counted, over all CPUs. */
struct kernel_account {
	uint64_t calls;
	uint64_t full;
	uint64_t closed;
	uint64_t other;
};

struct summary {
	uint64_t calls;
	uint64_t shown;
	uint64_t lost;
	uint64_t lost_reasons[LOST_REASON_COUNT];
	uint64_t missed;
	bool missed_known;
};

/* per_process: COUNT is each process's own. 0 or -ENOMEM. */
int ledger_init(struct ledger *ledger, uint32_t cpu_count, bool per_process);
void ledger_release(struct ledger *ledger);

/* Set row->count and row->shared. Rows come in the order in which they are shown. 0 or -ENOMEM. */
int ledger_count(struct ledger *ledger, struct row *row);

/* Take in calls that were read as totals, and are no rows. */
void ledger_add_totals(struct ledger *ledger, uint64_t calls);

/*
 * Balance the run: `shown` rows were written of those counted, and the kernel
 * side counted `account`. Fills all but missed.
 */
struct summary ledger_balance(const struct ledger *ledger, const struct kernel_account *account,
			      uint64_t shown);

/* The summary as one line of text in text[size], cut if it is too long. */
void summary_text(const struct summary *summary, char *text, size_t size);

#endif
