/*
 * in_bpf: prints a line, and then stays inside bpf(2) nearly all the time, until it is
 * killed. Meanwhile the kernel runs no BPF program of a kprobe on that CPU
 * (bpf_disable_instrumentation() in kernel/bpf/hashtab.c). If another process preempts
 * it, that process's calls are missed.
 */
#include <err.h>
#include <errno.h>
#include <linux/bpf.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The kernel goes through all these buckets of an empty map with programs disabled. */
enum { BUCKETS = 1 << 20 };

int main(void)
{
	union bpf_attr map = {
		.map_type = BPF_MAP_TYPE_HASH,
		.key_size = sizeof(uint32_t),
		.value_size = sizeof(uint32_t),
		.max_entries = BUCKETS,
		.map_flags = BPF_F_NO_PREALLOC,
	};
	uint32_t next, key, value;
	union bpf_attr lookup = {
		.batch.out_batch = (uintptr_t)&next,
		.batch.keys = (uintptr_t)&key,
		.batch.values = (uintptr_t)&value,
	};
	int fd = syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof(map));

	if (fd < 0)
		err(1, "map");
	lookup.batch.map_fd = fd;
	if (puts("in bpf(2)") < 0 || fflush(stdout) != 0)
		err(1, "stdout");
	do
		lookup.batch.count = 1; /* the kernel writes 0 here */
	while (syscall(SYS_bpf, BPF_MAP_LOOKUP_BATCH, &lookup, sizeof(lookup)) < 0 &&
	       errno == ENOENT);
	err(1, "lookup");
}
