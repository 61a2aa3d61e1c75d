/*
 * ladder: the calls in the order of time, as marks. Up to LADDER_SINGLE calls have a mark
 * each. Of more, calls of the same process, cause and context that are next to each other
 * share a mark that knows their number, so none is left out. If that is not enough, small
 * processes share marks, too. html owns it. Pure.
 */
#ifndef SKBCLONE_OUTPUT_HTML_LADDER_H
#define SKBCLONE_OUTPUT_HTML_LADDER_H

#include "output/html/report.h"

enum {
	LADDER_SINGLE = 500, /* marks that are drawn, and calls that are drawn one by one */
	LADDER_MARKS = 1024, /* marks that are kept */
	LADDER_LANES = 48,   /* processes with a lane of their own, and one for all others */
};

struct mark {
	uint64_t first_ns; /* as TIME(s) */
	uint64_t last_ns;
	uint64_t calls;
	uint64_t length;  /* of the packets' data, in bytes */
	uint16_t process; /* its place in the report */
	uint8_t cause;
	uint8_t context;
	bool is_mixed; /* the calls belong to more than one flow: packet is of the first */
	struct packet packet;
};

struct ladder {
	uint64_t calls;
	uint64_t slot_ns; /* calls within one slot of time are next to each other; 0: not set */
	bool is_limited;  /* marks tell apart only the processes of has_own */
	uint32_t own;     /* how many of them there may be */
	bool has_own[REPORT_PROCESSES];
	uint32_t count;
	struct mark marks[LADDER_MARKS];
};

/* Add a call of this process (its place in the report). Times never go back. */
void ladder_add(struct ladder *ladder, const struct report *report, const struct row *row,
		uint32_t process);

/* No more calls come: fold to LADDER_SINGLE marks. */
void ladder_finish(struct ladder *ladder, const struct report *report);

#endif
