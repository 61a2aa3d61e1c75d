#include "program/probes.h"

#include "base/log.h"
#include "host/machine.h"
#include "program/trampoline.h"

#include <bcc/libbpf.h>
#include <string.h>

static int load(enum bpf_prog_type type, const struct object_program *program, const char *license)
{
	return bcc_prog_load(type, program->name, program->insns,
			     program->insn_count * sizeof(*program->insns), license, 0,
			     log_is_verbose(), NULL, 0);
}

static int load_kprobe(const struct object_program *program, const char *license,
		       const char *target)
{
	(void)target;
	return load(BPF_PROG_TYPE_KPROBE, program, license);
}

static int load_raw_tracepoint(const struct object_program *program, const char *license,
			       const char *target)
{
	(void)target;
	return load(BPF_PROG_TYPE_RAW_TRACEPOINT, program, license);
}

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

static const struct probe_kind kprobe = {load_kprobe, attach_kprobe};
static const struct probe_kind fentry = {trampoline_load, trampoline_attach};
static const struct probe_kind raw_tracepoint = {load_raw_tracepoint, attach_raw_tracepoint};

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

const struct probe_kind *probe_kind(const struct probe *probe, enum way way)
{
	return probe->kind == &kprobe && way == WAY_FENTRY ? &fentry : probe->kind;
}
