/*
 * report: what the report adds up of the rows: processes, causes, and which process holds
 * which end of a connection. All memory is of fixed size: what finds no room is counted
 * together, so sums are always exact. html owns it. Pure.
 */
#ifndef SKBCLONE_OUTPUT_HTML_REPORT_H
#define SKBCLONE_OUTPUT_HTML_REPORT_H

#include "event/row.h"

/* A power of two each. Tables with open addressing are filled to three quarters. */
enum { REPORT_PROCESSES = 1024, REPORT_SHARES = 8192, REPORT_ENDS = 4096 };

struct report_process {
	uint64_t start; /* tells apart reused tgids, where it is known */
	uint32_t tgid;
	char comm[SKBCLONE_COMM_SIZE]; /* of its first call */
	uint64_t calls;
};

/* The calls that one process made for one cause. */
struct report_share {
	uint32_t process;
	uint32_t cause;
	uint64_t calls; /* 0: the entry is free */
};

/* Its stack and its packet are what more than half of the calls have, if there is such a one;
 * else one of those that are frequent (the majority vote of Boyer and Moore). */
struct report_cause {
	uint64_t calls;
	uint64_t contexts[CONTEXT_COUNT];
	uint64_t stack_votes;
	struct stack *stack; /* held, see stack_put() */
	uint64_t packet_votes;
	struct packet packet;
};

/* One end of a connection: who sends from it. */
struct report_end {
	struct packet packet; /* its addresses, ports and protocol */
	uint32_t process;     /* 0: more than one process sends from such an end */
};

/* Process 0 stands for all that found no room. */
struct report {
	uint64_t calls;
	uint64_t rest;          /* of these, calls whose cause is not known: struct row's `rest` */
	uint32_t process_count; /* with process 0; 0: no row yet */
	uint32_t end_count;
	uint32_t share_count;
	struct report_process processes[REPORT_PROCESSES];
	uint16_t process_slots[2 * REPORT_PROCESSES]; /* places in `processes`; 0: free */
	struct report_cause causes[CAUSE_COUNT];
	struct report_share shares[REPORT_SHARES];
	struct report_end ends[REPORT_ENDS];
};

/* Add a row that stands for so many calls. Returns the place of its process. */
uint32_t report_add(struct report *report, const struct row *row, uint64_t calls);

/* Forget all. */
void report_clear(struct report *report);

/* Returns the process that sends from the packet's source, or, with `reverse`, from its
 * destination; 0: it is one of several;
 * -1: it is not known. */
int report_sender(const struct report *report, const struct packet *packet, bool reverse);

/* Do the packets belong to the same direction of the same connection? */
bool report_is_same_flow(const struct packet *a, const struct packet *b);

/* Rank what has calls by calls, most first; returns how many there are. */
uint32_t report_rank_causes(const struct report *report, enum cause_id ranked[CAUSE_COUNT]);
uint32_t report_rank_processes(const struct report *report, uint32_t ranked[REPORT_PROCESSES]);

/* Rank the shares of one cause into ranked[size]; returns how many there are in all. */
uint32_t report_rank_shares(const struct report *report, enum cause_id cause,
			    const struct report_share **ranked, uint32_t size);

#endif
