/*
 * ledger: the accounts of a run. It computes COUNT of each row from the sequence numbers of
 * the CPUs, or of each process on each CPU. It balances the calls counted in the kernel
 * against the rows shown: calls = shown + lost, and lost is the sum of its reasons. session
 * calls it. Pure.
 */
#ifndef SKBCLONE_EVENT_LEDGER_H
#define SKBCLONE_EVENT_LEDGER_H

#include "event/row.h"

#include <stdbool.h>
#include <stddef.h>

/* One COUNT: of all calls, or of one process. */
struct ledger_account;

struct ledger {
	struct ledger_account *all; /* NULL: each process has its own */
	void *processes;            /* tsearch(3) tree of the accounts of processes */
	uint32_t cpu_count;
	uint64_t calls;   /* known from the rows, and those lost between rows */
	uint64_t counted; /* rows that were given a COUNT */
};

/* Why a call was not shown, in the order of the summary. */
enum lost_reason {
	LOST_BUFFER_FULL, /* no room in the ring or the trace buffer */
	LOST_CPU_ONLINE,  /* its CPU had just come online and had no ring */
	LOST_UNREAD,      /* still in a buffer when the run ended */
	LOST_UNWRITTEN,   /* read, but not written to the output */
	LOST_REASON_COUNT,
};

/* Returns the reason as the summary shows it. */
const char *lost_reason_name(enum lost_reason reason);

/* The sums of struct skbclone_counts over all CPUs, and what the kernel skipped. */
struct kernel_account {
	uint64_t calls;
	uint64_t done; /* of `calls`: submitted, refused or added to the totals */
	uint64_t full;
	uint64_t closed;
	uint64_t other;
	uint64_t missed;
	bool missed_known;
};

struct summary {
	uint64_t calls;
	uint64_t shown;
	uint64_t lost;
	uint64_t lost_reasons[LOST_REASON_COUNT];
	uint64_t overdrawn; /* calls that only rows tell of; 0: the books balance */
	uint64_t missed;
	bool missed_known;
	uint64_t start_ns; /* when the run began to count, CLOCK_REALTIME */
	const uint64_t
		*causes; /* calls of each cause in the last table, CAUSE_COUNT; NULL: not counted */
};

/* per_process: each process has its own COUNT. Returns 0 or -ENOMEM. */
int ledger_init(struct ledger *ledger, uint32_t cpu_count, bool per_process);
void ledger_release(struct ledger *ledger);

/* Set row->count and row->shared. Pass rows in the order of the output. Returns 0 or
 * -ENOMEM. */
int ledger_count(struct ledger *ledger, struct row *row);

/* Add calls that were read as totals, not as rows. */
void ledger_add_totals(struct ledger *ledger, uint64_t calls);

/* Balance the run. account: the counts of the kernel side. shown: calls whose rows were
 * written. Fills all fields except start_ns and causes. No number goes below 0: if rows tell
 * of more calls than the kernel counted, `overdrawn` says so. */
struct summary ledger_balance(const struct ledger *ledger, const struct kernel_account *account,
			      uint64_t shown);

/* Write the summary as one line into text[size]; cut it if it is too long. */
void summary_text(const struct summary *summary, char *text, size_t size);

#endif
