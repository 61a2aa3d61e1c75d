/* totals: a table of rows, each the total of a process; one source fills it, the session
 * shows it. */
#ifndef SKBCLONE_SOURCE_TOTALS_H
#define SKBCLONE_SOURCE_TOTALS_H

#include "event/row.h"

#include <stddef.h>

struct totals {
	struct row *rows;
	size_t count;
	size_t room;
};

/* Append a copy of the row. 0 or -ENOMEM. */
int totals_append(struct totals *totals, const struct row *row);

/* Append the total of all that did not fit the map, if there are such calls. 0 or -ENOMEM. */
int totals_append_rest(struct totals *totals, uint64_t calls);

/* The largest first, then by tgid. */
void totals_sort(struct totals *totals);

/* Zeroed totals are fine. */
void totals_release(struct totals *totals);

#endif
