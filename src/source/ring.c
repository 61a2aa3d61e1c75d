#include "source/ring.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* PERF_RECORD_SAMPLE with PERF_SAMPLE_RAW, include/uapi/linux/perf_event.h. */
struct raw_sample {
	struct perf_event_header header;
	uint32_t size;
	char bytes[];
};

_Static_assert(sizeof((struct perf_event_header){0}.size) == sizeof(uint16_t),
	       "RING_RECORD_MAX holds every record");

size_t ring_record_size(size_t sample_size)
{
	/* Records are multiples of 8 bytes. */
	return (offsetof(struct raw_sample, bytes) + sample_size + 7) / 8 * 8;
}

static size_t page_size(void)
{
	return sysconf(_SC_PAGESIZE);
}

int ring_open_event(uint32_t cpu, size_t pages)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_SW_BPF_OUTPUT,
		.sample_type = PERF_SAMPLE_RAW,
		.sample_period = 1,
	};
	int fd;

	if (pages) {
		attr.watermark = 1;
		attr.wakeup_watermark = pages * page_size() / 2;
	} else {
		attr.wakeup_events = 1;
	}
	fd = syscall(SYS_perf_event_open, &attr, -1, cpu, -1, PERF_FLAG_FD_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

int ring_open(struct ring *ring, int event, size_t pages)
{
	*ring = (struct ring){.fd = event, .data_size = pages * page_size()};
	ring->pages = mmap(NULL, page_size() + ring->data_size, PROT_READ | PROT_WRITE, MAP_SHARED,
			   ring->fd, 0);
	if (ring->pages == MAP_FAILED || ioctl(ring->fd, PERF_EVENT_IOC_ENABLE, 0) < 0) {
		int error = -errno;

		ring_close(ring);
		return error;
	}
	return 0;
}

int ring_join(const struct ring *ring, int doorbell)
{
	return ioctl(doorbell, PERF_EVENT_IOC_SET_OUTPUT, ring->fd) < 0 ? -errno : 0;
}

void ring_close(struct ring *ring)
{
	if (ring->fd < 0)
		return;
	if (ring->pages != MAP_FAILED)
		munmap(ring->pages, page_size() + ring->data_size);
	close(ring->fd);
	ring->fd = -1;
}

static struct perf_event_mmap_page *control(const struct ring *ring)
{
	return ring->pages;
}

/* perf_event.h requires readers to acquire data_head and release data_tail. x86 needs no
 * barrier for this, arm64 does. */
void ring_begin(struct ring *ring)
{
	ring->head = __atomic_load_n(&control(ring)->data_head, __ATOMIC_ACQUIRE);
	ring->tail = control(ring)->data_tail;
}

void ring_end(struct ring *ring)
{
	__atomic_store_n(&control(ring)->data_tail, ring->tail, __ATOMIC_RELEASE);
}

/* Returns the record at the tail, in one piece. NULL: the record is invalid, which is a
 * kernel bug; nothing after it can be read. */
static const struct perf_event_header *record_at_tail(struct ring *ring, char *scratch)
{
	const char *data = (const char *)ring->pages + page_size();
	size_t at = ring->tail & (ring->data_size - 1);
	const struct perf_event_header *header = (const void *)(data + at);
	size_t first = ring->data_size - at, size = header->size;

	/* A header never wraps: it is 8 bytes, and records are multiples of that. */
	if (size < sizeof(*header) || size > ring->head - ring->tail)
		return NULL;
	if (size <= first)
		return header;
	memcpy(scratch, data + at, first);
	memcpy(scratch + first, data, size - first);
	return (const void *)scratch;
}

/* Does the record hold as many bytes as it says? */
static bool is_sample(const struct perf_event_header *header)
{
	const struct raw_sample *sample = (const void *)header;

	return header->type == PERF_RECORD_SAMPLE && header->size >= sizeof(*sample) &&
	       sample->size <= header->size - sizeof(*sample);
}

const void *ring_next(struct ring *ring, char scratch[RING_RECORD_MAX], size_t *size)
{
	while (ring->tail < ring->head) {
		const struct perf_event_header *header = record_at_tail(ring, scratch);
		const struct raw_sample *sample = (const void *)header;

		if (!header) {
			ring->tail = ring->head;
			return NULL;
		}
		ring->tail += header->size;
		/* Other records are PERF_RECORD_LOST. The program's count of refused events
		 * is more reliable. */
		if (is_sample(header)) {
			*size = sample->size;
			return sample->bytes;
		}
	}
	return NULL;
}
