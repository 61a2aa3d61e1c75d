/*
 * ring: the perf ring of one CPU, into which perf_submit() writes. libbcc's
 * reader cannot be stopped while the kernel outruns it, and wakes for every
 * event; this one reads what was there when it began, and sleeps until half
 * the ring is full.
 */
#ifndef SKBCLONE_SOURCE_RING_H
#define SKBCLONE_SOURCE_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* No record is longer: its size has 16 bits. */
enum { RING_RECORD_MAX = UINT16_MAX };

struct ring {
	int fd; /* -1: closed */
	void *pages;
	size_t data_size;
	uint64_t head; /* how far the reading that has begun goes */
	uint64_t tail;
};

/* The bytes that a sample of this size takes in a ring. */
size_t ring_record_size(size_t sample_size);

/* Open the perf event of a CPU's ring, which is to have 2^n data pages. Its
 * descriptor, -ENODEV if the CPU is offline, or another -errno of
 * perf_event_open(2). */
int ring_open_event(uint32_t cpu, size_t pages);

/* Make a ring of the event, which is the ring's from here on, and closed if
 * that fails. 0 or -errno. */
int ring_open(struct ring *ring, int event, size_t pages);

/* A closed ring is fine. */
void ring_close(struct ring *ring);

/* Begin to read what is there now. */
void ring_begin(struct ring *ring);

/*
 * The next sample's bytes, *size of them; NULL when all were read. scratch: a record that
 * wraps around the ring's end is put together there. Valid until the next call with the
 * same scratch, and until ring_end().
 */
const void *ring_next(struct ring *ring, char scratch[RING_RECORD_MAX], size_t *size);

/* Give the room of what was read back to the kernel. */
void ring_end(struct ring *ring);

#endif
