#include "source/totals.h"

#include <errno.h>
#include <stdlib.h>

int totals_append(struct totals *totals, const struct row *row)
{
	if (totals->count == totals->room) {
		size_t room = totals->room ? 2 * totals->room : 64;
		struct row *rows = realloc(totals->rows, room * sizeof(*rows));

		if (!rows)
			return -ENOMEM;
		totals->rows = rows;
		totals->room = room;
	}
	totals->rows[totals->count++] = *row;
	return 0;
}

int totals_append_rest(struct totals *totals, uint64_t calls)
{
	const struct row rest = {.count = calls, .rest = true, .comm = "[other]"};

	return calls ? totals_append(totals, &rest) : 0;
}

static int compare(const void *one, const void *two)
{
	const struct row *a = one, *b = two;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return a->tgid < b->tgid ? -1 : a->tgid > b->tgid;
}

void totals_sort(struct totals *totals)
{
	if (totals->count > 1)
		qsort(totals->rows, totals->count, sizeof(*totals->rows), compare);
}

void totals_release(struct totals *totals)
{
	free(totals->rows);
	*totals = (struct totals){0};
}
