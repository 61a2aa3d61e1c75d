/* The part of report.h that ranks. */
#include "output/html/report.h"

#include <stdlib.h>

struct ranked {
	uint64_t calls;
	uint32_t place;
};

static int compare(const void *one, const void *two)
{
	const struct ranked *a = one, *b = two;

	if (a->calls != b->calls)
		return a->calls > b->calls ? -1 : 1;
	return a->place < b->place ? -1 : a->place > b->place;
}

uint32_t report_rank_causes(const struct report *report, enum cause_id ranked[CAUSE_COUNT])
{
	struct ranked list[CAUSE_COUNT];
	uint32_t count = 0;

	for (uint32_t i = 0; i < CAUSE_COUNT; i++) {
		if (report->causes[i].calls)
			list[count++] = (struct ranked){report->causes[i].calls, i};
	}
	qsort(list, count, sizeof(list[0]), compare);
	for (uint32_t i = 0; i < count; i++)
		ranked[i] = list[i].place;
	return count;
}

uint32_t report_rank_processes(const struct report *report, uint32_t ranked[REPORT_PROCESSES])
{
	struct ranked list[REPORT_PROCESSES];
	uint32_t count = 0;

	for (uint32_t i = 1; i < report->process_count; i++)
		list[count++] = (struct ranked){report->processes[i].calls, i};
	qsort(list, count, sizeof(list[0]), compare);
	for (uint32_t i = 0; i < count; i++)
		ranked[i] = list[i].place;
	if (report->processes[0].calls)
		ranked[count++] = 0;
	return count;
}

/* More calls first; of as many, the process that came first. */
static bool is_before(const struct report_share *a, const struct report_share *b)
{
	return a->calls != b->calls ? a->calls > b->calls : a->process < b->process;
}

uint32_t report_rank_shares(const struct report *report, enum cause_id cause,
			    const struct report_share **ranked, uint32_t size)
{
	uint32_t count = 0, kept = 0;

	for (uint32_t i = 0; i < REPORT_SHARES; i++) {
		const struct report_share *share = &report->shares[i];
		uint32_t at = kept;

		if (!share->calls || share->cause != cause)
			continue;
		count++;
		if (kept < size)
			kept++;
		else if (!is_before(share, ranked[--at]))
			continue;
		for (; at > 0 && is_before(share, ranked[at - 1]); at--)
			ranked[at] = ranked[at - 1];
		ranked[at] = share;
	}
	return count;
}
