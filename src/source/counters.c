#include "source/counters.h"

#include "base/clock.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* Other CPUs may see a store a little later than the CPU's next reading of the clock: far
 * less than a millisecond. */
enum { STORE_DELAY_NS = CLOCK_NS_PER_MS };

static size_t mapped_size(uint32_t cpu_count)
{
	size_t page = sysconf(_SC_PAGESIZE);
	size_t size = cpu_count * sizeof(struct skbclone_counts);

	return (size + page - 1) / page * page;
}

int counters_open(struct counters *counters, int map, uint32_t cpu_count)
{
	void *slots = mmap(NULL, mapped_size(cpu_count), PROT_READ, MAP_SHARED, map, 0);

	*counters = (struct counters){.cpu_count = cpu_count};
	if (slots == MAP_FAILED)
		return -errno;
	counters->slots = slots;
	counters->calls = calloc(cpu_count, sizeof(*counters->calls));
	if (counters->calls)
		return 0;
	counters_close(counters);
	return -ENOMEM;
}

void counters_close(struct counters *counters)
{
	if (counters->slots)
		munmap((void *)counters->slots, mapped_size(counters->cpu_count));
	free(counters->calls);
	*counters = (struct counters){0};
}

static uint64_t load(const __u64 *value)
{
	return __atomic_load_n(value, __ATOMIC_ACQUIRE);
}

uint32_t counters_used(const struct counters *counters)
{
	const struct skbclone_counts *slots = counters->slots, *end = slots + counters->cpu_count;

	while (end > slots && !load(&end[-1].calls))
		end--;
	return end - slots;
}

static bool all_done(const struct counters *counters)
{
	for (uint32_t cpu = 0; cpu < counters->noted; cpu++) {
		if (load(&counters->slots[cpu].done) < counters->calls[cpu])
			return false;
	}
	return true;
}

uint64_t counters_settled(struct counters *counters)
{
	/* The older candidate first: else rows after it would wait for one more look. */
	if (all_done(counters))
		counters->settled_ns = counters->candidate_ns;
	if (counters->candidate_ns == counters->settled_ns) {
		counters->candidate_ns = clock_ns() - STORE_DELAY_NS;
		counters->noted = counters_used(counters);
		for (uint32_t cpu = 0; cpu < counters->noted; cpu++)
			counters->calls[cpu] = load(&counters->slots[cpu].calls);
	}
	if (all_done(counters))
		counters->settled_ns = counters->candidate_ns;
	return counters->settled_ns;
}

struct kernel_account counters_account(const struct counters *counters)
{
	const struct skbclone_counts *end = counters->slots + counters_used(counters);
	struct kernel_account account = {0};

	for (const struct skbclone_counts *slot = counters->slots; slot < end; slot++) {
		/* Before `calls`: a call that comes in between is not done. */
		account.done += load(&slot->done);
		account.calls += load(&slot->calls);
		account.full += load(&slot->full);
		account.closed += load(&slot->closed);
		account.other += load(&slot->other);
	}
	return account;
}

bool counters_idle(const struct counters *counters)
{
	struct kernel_account account = counters_account(counters);

	return account.done == account.calls;
}

uint64_t counters_closed(const struct counters *counters, uint32_t cpu)
{
	return load(&counters->slots[cpu].closed);
}
