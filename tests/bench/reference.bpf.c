/*
 * The kernel side of the reference: programs written by hand for libbpf and CO-RE. The rows
 * of `reference` are those of skbclone perf-output. The empty programs show what the kernel's
 * own way to a program costs.
 */
#include <linux/bpf.h>
#include <linux/types.h>

#include <bpf/bpf_helpers.h>

#include "reference.h"

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, sizeof(int));
	__uint(value_size, sizeof(int));
} events SEC(".maps");

__u64 count;

SEC("kprobe/skb_clone")
int reference(void *ctx)
{
	struct reference_event event = {};

	event.ts_ns = bpf_ktime_get_ns();
	event.count = __sync_add_and_fetch(&count, 1);
	event.tgid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(&event.comm, sizeof(event.comm));
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	return 0;
}

SEC("kprobe/skb_clone")
int empty_kprobe(void *ctx)
{
	return 0;
}

SEC("fentry/skb_clone")
int empty_fentry(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
