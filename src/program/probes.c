#include "program/probes.h"

#include "host/machine.h"

#include <bcc/libbpf.h>
#include <string.h>

/* maxactive 0 attaches through the perf PMU, which leaves nothing behind even after
 * SIGKILL. Any other value attaches through kprobe_events, whose event would stay. */
static int attach_kprobe(int program, const char *target)
{
	return bpf_attach_kprobe(program, BPF_PROBE_ENTRY, "skbclone", target, 0, 0);
}

static int attach_raw_tracepoint(int program, const char *target)
{
	return bpf_attach_raw_tracepoint(program, target);
}

static const struct probe_kind kprobe = {BPF_PROG_TYPE_KPROBE, attach_kprobe};
static const struct probe_kind raw_tracepoint = {BPF_PROG_TYPE_RAW_TRACEPOINT,
						 attach_raw_tracepoint};

/* skb_clone() last: the other probes must know COMMAND's tree before the first call. */
const struct probe probes[] = {
	{"follow_fork", &raw_tracepoint, "sched_process_fork", false},
	{"follow_free", &raw_tracepoint, "sched_process_free", false},
	{"trace_transmit", &kprobe, "__tcp_transmit_skb", true},
	{PROBE_OF_CALLS, &kprobe, MACHINE_SYMBOL, false},
	{0},
};

const struct probe *probe_find(const char *program)
{
	for (const struct probe *probe = probes; probe->program; probe++) {
		if (strcmp(probe->program, program) == 0)
			return probe;
	}
	return NULL;
}
