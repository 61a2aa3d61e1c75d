#include "source/source.h"

#include <unistd.h>

enum { BURST_EVENTS = 20000, MEMORY_SHARE = 64, SMALLEST = 64 * 1024 };

enum status source_check(struct source *source, int root)
{
	return source->ops->check ? source->ops->check(source, root) : STATUS_OK;
}

enum status source_open(struct source *source, int root, uint32_t cpu_count)
{
	return source->ops->open ? source->ops->open(source, root, cpu_count) : STATUS_OK;
}

enum status source_connect(struct source *source, const struct loaded *loaded,
			   const struct counters *counters, struct skbclone_config *config)
{
	return source->ops->connect ? source->ops->connect(source, loaded, counters, config)
				    : STATUS_OK;
}

enum status source_drain(struct source *source, struct order *order, uint64_t settled_ns,
			 uint64_t *complete_ns, bool *more)
{
	if (source->ops->drain)
		return source->ops->drain(source, order, settled_ns, complete_ns, more);
	*complete_ns = settled_ns;
	*more = false;
	return STATUS_OK;
}

size_t source_buffer_size(size_t record_size, uint32_t online_cpus)
{
	size_t memory = (size_t)sysconf(_SC_PHYS_PAGES) * sysconf(_SC_PAGESIZE);
	size_t size = SMALLEST;

	while (size < BURST_EVENTS * record_size && 2 * size * online_cpus <= memory / MEMORY_SHARE)
		size *= 2;
	return size;
}
