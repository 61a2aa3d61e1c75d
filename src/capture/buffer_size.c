#include "capture/source.h"

#include <unistd.h>

enum { BURST_EVENTS = 20000, MEMORY_SHARE = 64, SMALLEST = 64 * 1024 };

size_t source_buffer_size(size_t event_size, uint32_t cpu_count)
{
	size_t memory = (size_t)sysconf(_SC_PHYS_PAGES) * sysconf(_SC_PAGESIZE);
	size_t size = SMALLEST;

	while (size < BURST_EVENTS * event_size && 2 * size * cpu_count <= memory / MEMORY_SHARE)
		size *= 2;
	return size;
}
