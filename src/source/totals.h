/* totals: a growing table of rows, each a total. source/count and source/why fill it,
 * session/tables shows it. */
#ifndef SKBCLONE_SOURCE_TOTALS_H
#define SKBCLONE_SOURCE_TOTALS_H

#include "event/row.h"

#include <stddef.h>

struct totals {
	struct row *rows;
	size_t count;
	size_t room;
};

/* Append a copy of the row. Returns 0 or -ENOMEM. */
int totals_append(struct totals *totals, const struct row *row);

/* Append the row of all that did not fit the map, unless calls is 0. Returns 0 or -ENOMEM. */
int totals_append_rest(struct totals *totals, uint64_t calls);

/* Sort by count, largest first, then by tgid. */
void totals_sort(struct totals *totals);

/* Free the rows. Accepts zeroed totals. */
void totals_release(struct totals *totals);

#endif
