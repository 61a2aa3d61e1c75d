#include "output/html/ladder.h"

#include "output/html/report.h"

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

static void fold_once(struct ladder *ladder)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < ladder->count; i++) {
		struct mark mark = ladder->marks[i];

		if (ladder->is_crowded)
			mark.process = 0;
		if (!join_one(ladder, kept, &mark))
			ladder->marks[kept++] = mark;
	}
	ladder->count = kept;
}

/* Fold until `most` marks are left: first neighbours, then what is within wider and wider
 * slots. In one slot there is a mark for each process, cause and context; if these are too
 * many, the processes are no longer told apart. */
static void fold(struct ladder *ladder)
{
	uint64_t span = ladder->marks[ladder->count - 1].last_ns + 1;

	fold_once(ladder);
	while (ladder->count > LADDER_SINGLE) {
		if (ladder->slot_ns > span)
			ladder->is_crowded = true;
		else
			ladder->slot_ns =
				ladder->slot_ns ? 2 * ladder->slot_ns : span / LADDER_SINGLE + 1;
		fold_once(ladder);
	}
}

void ladder_add(struct ladder *ladder, const struct row *row, uint32_t process)
{
	const struct mark mark = {
		.first_ns = row->time_ns,
		.last_ns = row->time_ns,
		.calls = 1,
		.length = row->packet.parts & PACKET_LENGTH ? row->packet.length : 0,
		.process = ladder->is_crowded ? 0 : process,
		.cause = row->cause,
		.context = row->context,
		.packet = row->packet,
	};

	ladder->calls++;
	if (ladder->calls > LADDER_SINGLE && join_one(ladder, ladder->count, &mark))
		return;
	if (ladder->count == LADDER_MARKS)
		fold(ladder);
	ladder->marks[ladder->count++] = mark;
}

void ladder_finish(struct ladder *ladder)
{
	if (ladder->count > LADDER_SINGLE)
		fold(ladder);
}
