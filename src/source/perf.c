#include "base/io.h"
#include "base/log.h"
#include "event/decode.h"
#include "event/fields.h"
#include "host/machine.h"
#include "source/opener.h"
#include "source/origin.h"
#include "source/ring.h"
#include "source/source.h"

#include <bcc/libbpf.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
	/* Rings of a run that never waits for its output: all together, but no ring is smaller
	 * than that. They are most of what such a run has resident. */
	RINGS_TOGETHER = 16 << 20,
	RING_LEAST = 1 << 20,
};

struct perf_source {
	struct source source;
	struct ring *rings; /* of each CPU */
	char *scratch;      /* for ring_next() */
	uint32_t cpu_count;
	uint32_t online_cpus; /* when it was opened */
	size_t pages;
	int map;       /* `events`: holds the ring of each CPU; borrowed */
	int doorbells; /* map: holds the doorbell of each CPU's ring; borrowed */
	const struct counters *counters;
	uint64_t *closed_seen; /* counters_closed() when the CPU's ring was opened */
	struct helper opener;  /* opens rings after privileges are dropped */
	bool may_wait;         /* the run may wait for its output */
	bool has_stack;        /* samples have a stack behind the event */
	bool has_packet;       /* and a packet between the two */
	struct origins origins;
};

static struct perf_source *of(struct source *source)
{
	return (struct perf_source *)source;
}

/* Are the rings at most half of the memory available? The kernel allocates all of it at once,
 * and its OOM killer may choose any process. */
static bool fits(size_t pages, uint32_t cpus, uint64_t available)
{
	return (uint64_t)pages * sysconf(_SC_PAGESIZE) <= available / 2 / cpus;
}

static enum status perf_check(struct source *source, int root)
{
	const uint32_t cpus = machine_online_cpus(root);
	const uint64_t available = machine_available_memory(root);
	const size_t wanted = of(source)->pages;
	size_t pages = wanted;

	if (fits(wanted, cpus, available))
		return STATUS_OK;
	log_error("perf rings: %zu pages for each CPU, %u online, are more than half of the memory "
		  "available",
		  wanted, cpus);
	while (pages > 1 && !fits(pages, cpus, available))
		pages /= 2;
	log_hint("the largest rings that fit: -b %zu", pages);
	return STATUS_FAILED;
}

static enum status perf_open(struct source *source, int root, uint32_t cpu_count)
{
	struct perf_source *perf = of(source);

	if (perf->has_stack)
		origins_open(&perf->origins, root);
	perf->rings = calloc(cpu_count, sizeof(*perf->rings));
	perf->scratch = malloc(RING_RECORD_MAX);
	perf->closed_seen = calloc(cpu_count, sizeof(*perf->closed_seen));
	perf->source.wait_fd = perf->source.idle_fd = epoll_create1(EPOLL_CLOEXEC);
	if (!perf->rings || !perf->scratch || !perf->closed_seen || perf->source.wait_fd < 0)
		return log_failure(errno, "perf rings");
	for (uint32_t cpu = 0; cpu < cpu_count; cpu++)
		perf->rings[cpu].fd = -1;
	perf->cpu_count = cpu_count;
	perf->online_cpus = machine_online_cpus(root);
	return STATUS_OK;
}

/* Open a ring on the events that ring_open_event() returned; it owns both. Returns 0, also for
 * an offline CPU, which has no ring; or -errno. */
static int open_ring(struct perf_source *perf, uint32_t cpu, int event, int doorbell)
{
	struct ring *ring = &perf->rings[cpu];
	struct epoll_event polled = {.events = EPOLLIN};
	int error = event < 0 ? event : doorbell < 0 ? doorbell : 0;

	if (error) {
		io_close(&event);
		io_close(&doorbell);
		return error == -ENODEV ? 0 : error;
	}
	error = ring_open(ring, event, perf->pages);
	if (!error)
		error = ring_join(ring, doorbell);
	if (!error && bpf_update_elem(perf->doorbells, &cpu, &doorbell, BPF_ANY) < 0)
		error = -errno;
	if (!error && epoll_ctl(perf->source.wait_fd, EPOLL_CTL_ADD, ring->fd, &polled) < 0)
		error = -errno;
	if (!error && bpf_update_elem(perf->map, &cpu, &ring->fd, BPF_ANY) < 0)
		error = -errno;
	io_close(&doorbell);
	if (error)
		ring_close(ring);
	return error;
}

static enum status ring_failed(const struct perf_source *perf, uint32_t cpu, int error)
{
	enum status status =
		log_refusal(error, "perf ring of CPU %u (%zu pages)", cpu, perf->pages);

	if (error == ENOMEM)
		log_hint("try smaller rings: -b 16");
	return status;
}

/* The size of a sample; stacks have 14 to 30 frames as a rule. */
static size_t sample_size(const struct perf_source *perf)
{
	return sizeof(struct skbclone_event) +
	       (perf->has_packet ? sizeof(struct skbclone_packet) : 0) +
	       (perf->has_stack ? 30 * sizeof(uint64_t) : 0);
}

static enum status start_opener(struct perf_source *perf)
{
	int error = opener_start(&perf->opener, perf->pages);

	/* Rings are locked memory. CAP_IPC_LOCK will be gone, and before 5.16 the limit is
	 * 64 KiB. COMMAND gets its own limit back. */
	(void)setrlimit(RLIMIT_MEMLOCK, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY});
	return error ? log_failure(-error, "perf rings: cannot start the helper process")
		     : STATUS_OK;
}

static size_t ring_size(const struct perf_source *perf)
{
	size_t size = source_buffer_size(ring_record_size(sample_size(perf)), perf->online_cpus);

	while (!perf->may_wait && size > RING_LEAST && size * perf->online_cpus > RINGS_TOGETHER)
		size /= 2;
	return size;
}

static enum status perf_connect(struct source *source, const struct loaded *loaded,
				const struct counters *counters, struct skbclone_config *config)
{
	struct perf_source *perf = of(source);

	(void)config;
	perf->map = loaded_map(loaded, "events");
	perf->doorbells = loaded_map(loaded, "doorbells");
	perf->counters = counters;
	origins_attach(&perf->origins, loaded->way);
	/* The packet is compiled in if it is asked for, and if the kernel's types have it. */
	perf->has_packet = loaded_map(loaded, "packet_scratch") >= 0;
	if (perf->pages == 0)
		perf->pages = ring_size(perf) / sysconf(_SC_PAGESIZE);
	for (uint32_t cpu = 0; cpu < perf->cpu_count; cpu++) {
		int error = open_ring(perf, cpu, ring_open_event(cpu, perf->pages),
				      ring_open_event(cpu, 0));

		if (error)
			return ring_failed(perf, cpu, -error);
	}
	return start_opener(perf);
}

/* Make a row of a sample. False: it is no event of ours. Without memory for its stack the
 * row has none, and its cause is unknown. */
static bool read_row(struct perf_source *perf, struct row *row, const void *sample, size_t size,
		     uint32_t cpu)
{
	struct decoded_origin origin;

	if (decode_sample(row, sample, size, cpu) < 0)
		return false;
	if (perf->has_stack && decode_origin(&origin, sample, size, perf->has_packet) == 0)
		(void)origins_fill(&perf->origins, row, origin.addresses, origin.count,
				   perf->has_packet ? &origin.packet : NULL);
	return true;
}

/* Queue the samples of the ring as far as the queue has room. Returns true if the ring is
 * empty. A remaining sample is not earlier than the last queued row. */
static bool drain_ring(struct perf_source *perf, uint32_t cpu, struct order *order,
		       uint64_t *complete_ns)
{
	struct ring *ring = &perf->rings[cpu];
	bool emptied = false;

	ring_begin(ring);
	while (!emptied && order_room(order, cpu) > 0) {
		size_t size;
		const void *sample = ring_next(ring, perf->scratch, &size);
		struct row row;

		emptied = !sample;
		if (sample && read_row(perf, &row, sample, size, cpu))
			order_push(order, &row);
	}
	ring_end(ring);
	if (!emptied && order_last_ns(order, cpu) < *complete_ns)
		*complete_ns = order_last_ns(order, cpu);
	return emptied;
}

/* Refused calls mean that the CPU has come online, or went offline and came back. Its old
 * ring, if any, is dead: open a new one. */
static int revive_ring(struct perf_source *perf, uint32_t cpu)
{
	uint64_t closed = counters_closed(perf->counters, cpu);
	int event, doorbell, error;

	if (closed == perf->closed_seen[cpu])
		return 0;
	ring_close(&perf->rings[cpu]);
	perf->closed_seen[cpu] = closed;
	event = opener_open(&perf->opener, cpu, false);
	doorbell = event < 0 ? event : opener_open(&perf->opener, cpu, true);
	error = open_ring(perf, cpu, event, doorbell);
	/* Calls that were refused meanwhile do not mean that the new ring is dead. */
	if (!error && perf->rings[cpu].fd >= 0)
		perf->closed_seen[cpu] = counters_closed(perf->counters, cpu);
	return error;
}

static enum status perf_drain(struct source *source, struct order *order, uint64_t settled_ns,
			      uint64_t *complete_ns, bool *more)
{
	struct perf_source *perf = of(source);
	/* The ring of a CPU that makes its first call only now is drained next time: that call is
	 * later than settled_ns. */
	const uint32_t used = counters_used(perf->counters);

	*complete_ns = settled_ns;
	*more = false;
	for (uint32_t cpu = 0; cpu < used; cpu++) {
		int error;

		if (perf->rings[cpu].fd >= 0 && !drain_ring(perf, cpu, order, complete_ns)) {
			*more = true;
			continue;
		}
		error = revive_ring(perf, cpu);
		/* A signal has ended the wait for the opener. That is no failure: the run ends, and
		 * the other rings are still to be drained. */
		if (error && error != -ECANCELED)
			return ring_failed(perf, cpu, -error);
	}
	return STATUS_OK;
}

enum status perf_check_rings(int root)
{
	const struct perf_source plain = {0};
	const uint32_t cpus = machine_online_cpus(root);
	size_t size = source_buffer_size(ring_record_size(sample_size(&plain)), cpus);

	log_verbose("perf rings: %zu KiB for each CPU, %u online", size / 1024, cpus);
	return STATUS_OK;
}

static void perf_close(struct source *source)
{
	struct perf_source *perf = of(source);

	for (uint32_t cpu = 0; cpu < perf->cpu_count; cpu++)
		ring_close(&perf->rings[cpu]);
	helper_close(&perf->opener);
	io_close(&perf->source.wait_fd);
	free(perf->rings);
	free(perf->scratch);
	free(perf->closed_seen);
	origins_close(&perf->origins);
	free(perf);
}

static const struct source_ops perf_source_ops = {
	.program = "perf_output.c",
	.fields = FIELDS_OF_CALLS,
	.time_from_first_row = true,
	.check = perf_check,
	.open = perf_open,
	.connect = perf_connect,
	.drain = perf_drain,
	.close = perf_close,
};

struct source *perf_source_new(uint64_t pages, bool has_stack, bool may_wait)
{
	struct perf_source *perf = calloc(1, sizeof(*perf));

	if (!perf)
		return NULL;
	perf->source = (struct source){.ops = &perf_source_ops, .wait_fd = -1, .idle_fd = -1};
	perf->pages = pages;
	perf->has_stack = has_stack;
	perf->may_wait = may_wait;
	perf->map = perf->doorbells = -1;
	perf->opener = HELPER_NONE;
	perf->origins = ORIGINS_CLOSED;
	return &perf->source;
}
