#include "output/html/report.h"

#include "base/hash.h"

#include <string.h>

/* The place at which the search for a key begins. The tables' sizes are powers of two, and the low
 * bits of the hash alone depend on the low bits of the key's bytes. */
static size_t place(const void *key, size_t size)
{
	const uint64_t hash = hash_more(HASH_START, key, size);

	return hash ^ hash >> 32;
}

static uint32_t add_process(struct report *report, const struct row *row, uint16_t *slot)
{
	struct report_process *process = &report->processes[report->process_count];

	if (report->process_count == REPORT_PROCESSES)
		return 0;
	*process = (struct report_process){.start = row->start, .tgid = row->tgid};
	memcpy(process->comm, row->comm, sizeof(process->comm));
	*slot = report->process_count++;
	return *slot;
}

static uint32_t find_process(struct report *report, const struct row *row)
{
	const uint64_t key[] = {row->tgid, row->start};
	size_t at = place(key, sizeof(key));

	if (row->rest || row->shared)
		return 0;
	for (;; at++) {
		uint16_t *slot = &report->process_slots[at % (2 * REPORT_PROCESSES)];
		const struct report_process *process = &report->processes[*slot];

		if (!*slot)
			return add_process(report, row, slot);
		if (process->tgid == row->tgid && process->start == row->start)
			return *slot;
	}
}

/* Process 0's shares need no table: they are what the others leave of a cause. */
static void add_share(struct report *report, uint32_t process, enum cause_id cause, uint64_t calls)
{
	const uint32_t key[] = {process, cause};
	size_t at = place(key, sizeof(key));

	for (;; at++) {
		struct report_share *share = &report->shares[at % REPORT_SHARES];

		if (!share->calls) {
			if (report->share_count == REPORT_SHARES / 4 * 3)
				return;
			report->share_count++;
			*share = (struct report_share){.process = process, .cause = cause};
		}
		if (share->process == process && share->cause == cause) {
			share->calls += calls;
			return;
		}
	}
}

bool report_is_same_flow(const struct packet *a, const struct packet *b)
{
	return a->family == b->family && a->protocol == b->protocol &&
	       a->source_port == b->source_port && a->destination_port == b->destination_port &&
	       memcmp(a->source, b->source, sizeof(a->source)) == 0 &&
	       memcmp(a->destination, b->destination, sizeof(a->destination)) == 0;
}

static bool has_flow(const struct packet *packet)
{
	return packet->parts & PACKET_PORTS;
}

static struct packet reversed(const struct packet *packet)
{
	struct packet other = *packet;

	other.source_port = packet->destination_port;
	other.destination_port = packet->source_port;
	memcpy(other.source, packet->destination, sizeof(other.source));
	memcpy(other.destination, packet->source, sizeof(other.destination));
	return other;
}

/* Returns the entry of the packet's source, or the free one where it belongs. */
static size_t find_end(const struct report *report, const struct packet *packet)
{
	const uint16_t ports[] = {packet->source_port, packet->destination_port};
	size_t at = place(ports, sizeof(ports)) ^ place(packet->source, sizeof(packet->source)) ^
		    3 * place(packet->destination, sizeof(packet->destination));

	for (;; at++) {
		const struct report_end *end = &report->ends[at % REPORT_ENDS];

		if (!end->packet.family || report_is_same_flow(&end->packet, packet))
			return at % REPORT_ENDS;
	}
}

/* Only what a thread itself sends tells whose end it is: softirq work may be done for
 * others, and what is received has the other end's address as its source. */
static bool tells_sender(const struct row *row)
{
	return row->context == CONTEXT_TASK && has_flow(&row->packet) &&
	       (row->packet.from == PACKET_FROM_SOCKET || row->cause == CAUSE_CAPTURE_TRANSMIT);
}

static void add_end(struct report *report, const struct row *row, uint32_t process)
{
	struct report_end *end;

	if (!tells_sender(row))
		return;
	end = &report->ends[find_end(report, &row->packet)];
	if (!end->packet.family) {
		if (report->end_count == REPORT_ENDS / 4 * 3)
			return;
		report->end_count++;
		end->packet = row->packet;
		end->process = process;
	} else if (end->process != process) {
		/* Two namespaces, or a port that was used again: nobody knows whose end it is. */
		end->process = 0;
	}
}

int report_sender(const struct report *report, const struct packet *packet, bool reverse)
{
	const struct packet wanted = reverse ? reversed(packet) : *packet;
	const struct report_end *end;

	if (!has_flow(packet))
		return -1;
	end = &report->ends[find_end(report, &wanted)];
	return end->packet.family ? (int)end->process : -1;
}

/* One step of the majority vote of Boyer and Moore. is_same: what the calls have is the
 * candidate. Returns whether it becomes the candidate. */
static bool vote(uint64_t *votes, bool is_same, uint64_t calls)
{
	const bool wins = !is_same && *votes < calls;

	*votes = is_same ? *votes + calls : wins ? calls - *votes : *votes - calls;
	return wins;
}

static void vote_stack(struct report_cause *cause, struct stack *stack, uint64_t calls)
{
	if (!stack || !vote(&cause->stack_votes, cause->stack == stack, calls))
		return;
	stack_put(cause->stack);
	stack->users++;
	cause->stack = stack;
}

/* Packets look the same if they differ in their ports alone. */
static bool looks_same(const struct packet *a, const struct packet *b)
{
	return a->parts == b->parts && a->family == b->family && a->protocol == b->protocol &&
	       a->flags == b->flags && memcmp(a->source, b->source, sizeof(a->source)) == 0 &&
	       memcmp(a->destination, b->destination, sizeof(a->destination)) == 0 &&
	       strncmp(a->device, b->device, sizeof(a->device)) == 0;
}

static void vote_packet(struct report_cause *cause, const struct packet *packet, uint64_t calls)
{
	const bool is_same = cause->packet_votes && looks_same(&cause->packet, packet);

	if ((packet->family || packet->device[0]) && vote(&cause->packet_votes, is_same, calls))
		cause->packet = *packet;
}

uint32_t report_add(struct report *report, const struct row *row, uint64_t calls)
{
	struct report_cause *cause = &report->causes[row->cause];
	uint32_t process;

	if (!report->process_count)
		report->process_count = 1;
	process = find_process(report, row);
	report->calls += calls;
	report->processes[process].calls += calls;
	if (row->rest) { /* of `why`: its causes are not known */
		report->rest += calls;
		return process;
	}
	cause->calls += calls;
	cause->contexts[row->context] += calls;
	vote_stack(cause, row->stack, calls);
	vote_packet(cause, &row->packet, calls);
	if (process)
		add_share(report, process, row->cause, calls);
	add_end(report, row, process);
	return process;
}

void report_clear(struct report *report)
{
	for (int i = 0; i < CAUSE_COUNT; i++)
		stack_put(report->causes[i].stack);
	if (report->process_count)
		memset(report, 0, sizeof(*report));
}
