/*
 * ring: the perf ring of one CPU, into which perf_submit() writes. libbcc's reader does not
 * stop while the kernel is faster, and wakes for every event. This reader reads only the
 * records that were there when it began, and wakes when half the ring is full or its doorbell
 * was rung. source/perf calls it.
 */
#ifndef SKBCLONE_SOURCE_RING_H
#define SKBCLONE_SOURCE_RING_H

#include <stddef.h>
#include <stdint.h>

/* The longest record: its size has 16 bits. */
enum { RING_RECORD_MAX = UINT16_MAX };

struct ring {
	int fd; /* -1: closed */
	void *pages;
	size_t data_size;
	uint64_t head; /* where the current reading ends */
	uint64_t tail;
};

/* Returns the bytes that a sample of this size takes in a ring. */
size_t ring_record_size(size_t sample_size);

/* Open the perf event of a CPU's ring. pages: data pages, a power of two; 0: the event of its
 * doorbell, see ring_join(). Returns a descriptor, -ENODEV if the CPU is offline, or another
 * -errno of perf_event_open(2). */
int ring_open_event(uint32_t cpu, size_t pages);

/* Map and enable the ring of the event. The ring owns the event from now on; a failure
 * closes it. Returns 0 or -errno. */
int ring_open(struct ring *ring, int event, size_t pages);

/* Have the doorbell write into the ring: each of its records wakes the reader, as half a ring
 * of others does. The caller closes the doorbell; a map that holds it keeps it alive. Returns
 * 0 or -errno. */
int ring_join(const struct ring *ring, int doorbell);

/* Accepts a closed ring. */
void ring_close(struct ring *ring);

/* Begin to read the records that are there now. */
void ring_begin(struct ring *ring);

/* Returns the next sample, *size bytes; NULL after the last one. scratch: buffer for a
 * record that wraps around the ring's end. The sample is valid until the next call with the
 * same scratch, and until ring_end(). */
const void *ring_next(struct ring *ring, char scratch[RING_RECORD_MAX], size_t *size);

/* Return the room of the read records to the kernel. */
void ring_end(struct ring *ring);

#endif
