/*
 * order: puts the rows of all CPUs into one sequence by time. Each CPU's rows
 * come in their own order and wait in a queue of their own; the earliest of
 * the queues' heads is next, once the caller knows that nothing earlier can
 * still come. Pure; fixed in size after order_init().
 */
#ifndef SKBCLONE_EVENT_ORDER_H
#define SKBCLONE_EVENT_ORDER_H

#include "event/row.h"

#include <stdbool.h>
#include <stddef.h>

/* Rows that a CPU's queue holds. */
enum { ORDER_QUEUE_ROWS = 1024 };

struct order_queue;

struct order {
	struct order_queue *queues; /* one for each CPU */
	uint32_t *heap;             /* CPUs with rows waiting, the earliest head first */
	uint32_t heap_size;
	uint32_t cpu_count;
};

/* 0 or -ENOMEM. */
int order_init(struct order *order, uint32_t cpu_count);
void order_release(struct order *order);

/* How many more rows of this CPU fit. */
size_t order_room(const struct order *order, uint32_t cpu);

/* The time of the last row queued for this CPU, which has one waiting. */
uint64_t order_last_ns(const struct order *order, uint32_t cpu);

/* Queue a row of row->cpu, which must have room, and not be earlier than the
 * CPU's rows before it. */
void order_push(struct order *order, const struct row *row);

/* Would order_pop() find a row? */
bool order_is_ready(const struct order *order, uint64_t until);

/* Take the earliest row if its time is at most `until`. False if there is none. */
bool order_pop(struct order *order, uint64_t until, struct row *row);

#endif
