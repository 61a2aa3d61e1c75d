/* totals: the calls of each process, as the kernel side has added them up. */
#ifndef SKBCLONE_CAPTURE_TOTALS_H
#define SKBCLONE_CAPTURE_TOTALS_H

#include "output/format.h"

struct totals {
	struct total *list;
	size_t count;
	size_t room;
};

/* Where they are: maps of count.c. */
struct totals_maps {
	int processes;
	int names;
	uint32_t cpu_count;
};

/*
 * Read them, the largest first, then by tgid; `other`, if it is not 0, becomes
 * the last. Replaces what totals holds. 0 or -errno.
 */
int totals_read(struct totals *totals, const struct totals_maps *maps, uint64_t other);

void totals_release(struct totals *totals);

#endif
