#include "output/html/ladder.h"

#include <string.h>

/* Are calls at these times next to each other? Without slots only neighbours in the list
 * are, whatever the time between them. */
static bool is_same_slot(const struct ladder *ladder, uint64_t a_ns, uint64_t b_ns)
{
	return ladder->slot_ns && a_ns / ladder->slot_ns == b_ns / ladder->slot_ns;
}

static bool is_alike(const struct mark *a, const struct mark *b)
{
	return a->process == b->process && a->cause == b->cause && a->context == b->context;
}

static void join(struct mark *mark, const struct mark *other)
{
	if (!report_is_same_flow(&mark->packet, &other->packet))
		mark->is_mixed = true;
	if (mark->last_ns < other->last_ns) /* marks of several processes overlap */
		mark->last_ns = other->last_ns;
	mark->calls += other->calls;
	mark->length += other->length;
	mark->is_mixed |= other->is_mixed;
}

/* Join `mark` with one of marks[0..count) that is next to it. Returns false if none is. */
static bool join_one(struct ladder *ladder, uint32_t count, const struct mark *mark)
{
	for (uint32_t i = count; i > 0; i--) {
		struct mark *before = &ladder->marks[i - 1];

		if (i < count && !is_same_slot(ladder, before->first_ns, mark->first_ns))
			return false;
		if (is_alike(before, mark)) {
			join(before, mark);
			return true;
		}
	}
	return false;
}

static uint32_t owner(const struct ladder *ladder, uint32_t process)
{
	return ladder->is_limited && !ladder->has_own[process] ? 0 : process;
}

static void fold_once(struct ladder *ladder)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < ladder->count; i++) {
		struct mark mark = ladder->marks[i];

		mark.process = owner(ladder, mark.process);
		if (!join_one(ladder, kept, &mark))
			ladder->marks[kept++] = mark;
	}
	ladder->count = kept;
}

/* From now on tell apart only so many processes, those with the most calls so far. */
static void limit_processes(struct ladder *ladder, const struct report *report, uint32_t own)
{
	uint32_t ranked[REPORT_PROCESSES], count = report_rank_processes(report, ranked);

	memset(ladder->has_own, 0, sizeof(ladder->has_own));
	for (uint32_t i = 0; i < count && i < own; i++)
		ladder->has_own[ranked[i]] = true;
	ladder->is_limited = true;
	ladder->own = own;
}

/* Make calls that are further apart, or processes that are smaller, share a mark. Rather
 * wide slots than no processes, rather few processes than a single slot. */
static void fold_more(struct ladder *ladder, const struct report *report, uint64_t span)
{
	if (!ladder->is_limited)
		limit_processes(ladder, report, LADDER_LANES - 1);
	else if (!ladder->slot_ns)
		ladder->slot_ns = span / LADDER_SINGLE + 1;
	else if (ladder->slot_ns < span / 16 || (ladder->own <= 4 && ladder->slot_ns <= span))
		ladder->slot_ns *= 2;
	else
		limit_processes(ladder, report, ladder->own / 2);
}

/* Fold until at most LADDER_SINGLE marks are left. In the end there is one for each cause and
 * context, which are less. */
static void fold(struct ladder *ladder, const struct report *report)
{
	const uint64_t span = ladder->marks[ladder->count - 1].last_ns + 1;

	fold_once(ladder);
	while (ladder->count > LADDER_SINGLE) {
		fold_more(ladder, report, span);
		fold_once(ladder);
	}
}

_Static_assert(CAUSE_COUNT *CONTEXT_COUNT < LADDER_SINGLE, "folding comes to an end");

void ladder_add(struct ladder *ladder, const struct report *report, const struct row *row,
		uint32_t process)
{
	const struct mark mark = {
		.first_ns = row->time_ns,
		.last_ns = row->time_ns,
		.calls = 1,
		.length = row->packet.parts & PACKET_LENGTH ? row->packet.length : 0,
		.process = owner(ladder, process),
		.cause = row->cause,
		.context = row->context,
		.packet = row->packet,
	};

	ladder->calls++;
	if (ladder->calls > LADDER_SINGLE && join_one(ladder, ladder->count, &mark))
		return;
	if (ladder->count == LADDER_MARKS)
		fold(ladder, report);
	ladder->marks[ladder->count++] = mark;
}

void ladder_finish(struct ladder *ladder, const struct report *report)
{
	if (ladder->calls > LADDER_SINGLE)
		fold(ladder, report);
}
