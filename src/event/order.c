#include "event/order.h"

#include <errno.h>
#include <stdlib.h>

struct order_queue {
	uint32_t first;
	uint32_t count;
	struct row rows[ORDER_QUEUE_ROWS];
};

int order_init(struct order *order, uint32_t cpu_count)
{
	*order = (struct order){.cpu_count = cpu_count};
	/* calloc: pages of CPUs without rows are never touched. */
	order->queues = calloc(cpu_count, sizeof(*order->queues));
	order->heap = calloc(cpu_count, sizeof(*order->heap));
	if (order->queues && order->heap)
		return 0;
	order_release(order);
	return -ENOMEM;
}

void order_release(struct order *order)
{
	free(order->queues);
	free(order->heap);
	*order = (struct order){0};
}

size_t order_room(const struct order *order, uint32_t cpu)
{
	return ORDER_QUEUE_ROWS - order->queues[cpu].count;
}

bool order_has_room(const struct order *order, size_t rows)
{
	for (uint32_t i = 0; i < order->heap_size; i++) {
		if (order_room(order, order->heap[i]) < rows)
			return false;
	}
	return rows <= ORDER_QUEUE_ROWS;
}

uint64_t order_last_ns(const struct order *order, uint32_t cpu)
{
	const struct order_queue *queue = &order->queues[cpu];

	return queue->rows[(queue->first + queue->count - 1) % ORDER_QUEUE_ROWS].ts_ns;
}

static uint64_t head_time(const struct order *order, uint32_t cpu)
{
	const struct order_queue *queue = &order->queues[cpu];

	return queue->rows[queue->first].ts_ns;
}

static bool is_before(const struct order *order, uint32_t a, uint32_t b)
{
	return head_time(order, order->heap[a]) < head_time(order, order->heap[b]);
}

static void swap(struct order *order, uint32_t a, uint32_t b)
{
	uint32_t cpu = order->heap[a];

	order->heap[a] = order->heap[b];
	order->heap[b] = cpu;
}

static void sift_up(struct order *order, uint32_t at)
{
	for (; at > 0 && is_before(order, at, (at - 1) / 2); at = (at - 1) / 2)
		swap(order, at, (at - 1) / 2);
}

static void sift_down(struct order *order, uint32_t at)
{
	for (;;) {
		uint32_t child = 2 * at + 1;

		if (child >= order->heap_size)
			return;
		if (child + 1 < order->heap_size && is_before(order, child + 1, child))
			child++;
		if (!is_before(order, child, at))
			return;
		swap(order, at, child);
		at = child;
	}
}

void order_push(struct order *order, const struct row *row)
{
	struct order_queue *queue = &order->queues[row->cpu];

	queue->rows[(queue->first + queue->count++) % ORDER_QUEUE_ROWS] = *row;
	if (queue->count == 1) {
		order->heap[order->heap_size] = row->cpu;
		sift_up(order, order->heap_size++);
	}
}

bool order_is_ready(const struct order *order, uint64_t until)
{
	return order->heap_size > 0 && head_time(order, order->heap[0]) <= until;
}

bool order_pop(struct order *order, uint64_t until, struct row *row)
{
	struct order_queue *queue;

	if (!order_is_ready(order, until))
		return false;
	queue = &order->queues[order->heap[0]];
	*row = queue->rows[queue->first];
	queue->first = (queue->first + 1) % ORDER_QUEUE_ROWS;
	if (--queue->count == 0) {
		/* Few rows then touch few pages, however long they come. */
		queue->first = 0;
		order->heap[0] = order->heap[--order->heap_size];
	}
	sift_down(order, 0);
	return true;
}
