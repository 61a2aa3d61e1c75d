/*
 * order: merges the rows of all CPUs by time. Each CPU has a queue, and its rows arrive in
 * time order. The earliest row of all queues is next, once the caller knows that no earlier
 * row can arrive. Sources push rows, session/pump pops them. Pure; allocates only in
 * order_init().
 */
#ifndef SKBCLONE_EVENT_ORDER_H
#define SKBCLONE_EVENT_ORDER_H

#include "event/row.h"

#include <stdbool.h>
#include <stddef.h>

/* Capacity of a CPU's queue, in rows. */
enum { ORDER_QUEUE_ROWS = 1024 };

struct order_queue;

struct order {
	struct order_queue *queues; /* one for each CPU */
	uint32_t *heap;             /* CPUs with queued rows, the earliest row first */
	uint32_t heap_size;
	uint32_t cpu_count;
};

/* Returns 0 or -ENOMEM. */
int order_init(struct order *order, uint32_t cpu_count);
void order_release(struct order *order);

/* Returns how many more rows of this CPU fit. */
size_t order_room(const struct order *order, uint32_t cpu);

/* Do so many more rows fit, whatever their CPUs? */
bool order_has_room(const struct order *order, size_t rows);

/* Returns the time (ns) of this CPU's last queued row. Its queue must not be empty. */
uint64_t order_last_ns(const struct order *order, uint32_t cpu);

/* Queue a row of row->cpu. The queue must have room, and the row must not be earlier than
 * the last row of this CPU. */
void order_push(struct order *order, const struct row *row);

/* Would order_pop() return a row? */
bool order_is_ready(const struct order *order, uint64_t until);

/* Take the earliest row if its time (ns) is at most `until`. Returns false if there is
 * none. */
bool order_pop(struct order *order, uint64_t until, struct row *row);

#endif
