/*
 * in_bpf: prints a line, and then stays inside bpf(2) nearly all the time, until it is
 * killed. Meanwhile the kernel runs no BPF program of a kprobe on that CPU
 * (bpf_disable_instrumentation() in kernel/bpf/syscall.c). If another process preempts
 * it, that process's calls are missed.
 */
#include <err.h>
#include <linux/bpf.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Large, because the kernel spends the time on copying the value. */
enum { VALUE_SIZE = 256 * 1024 };

int main(void)
{
	union bpf_attr map = {
		.map_type = BPF_MAP_TYPE_HASH,
		.key_size = sizeof(uint32_t),
		.value_size = VALUE_SIZE,
		.max_entries = 1,
		.map_flags = BPF_F_NO_PREALLOC,
	};
	uint32_t key = 0;
	char *value = calloc(1, VALUE_SIZE);
	union bpf_attr update = {.key = (uintptr_t)&key, .value = (uintptr_t)value};
	int fd = syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof(map));

	if (fd < 0 || !value)
		err(1, "map");
	update.map_fd = fd;
	if (puts("in bpf(2)") < 0 || fflush(stdout) != 0)
		err(1, "stdout");
	while (syscall(SYS_bpf, BPF_MAP_UPDATE_ELEM, &update, sizeof(update)) == 0)
		;
	err(1, "update");
}
