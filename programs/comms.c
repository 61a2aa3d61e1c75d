/*
 * Totals of each comm, for metrics: processes come and go for as long as a machine runs, and
 * would fill a map of processes. Comms come again.
 */
BPF_F_TABLE("percpu_hash", struct skbclone_name, u64, comms, SKBCLONE_MAX_PROCESSES, 0);

static inline u64 *comm_calls(struct skbclone_name *name)
{
	u64 *calls = comms.lookup(name);
	u64 none = 0;

	if (calls)
		return calls;
	comms.insert(name, &none);
	return comms.lookup(name);
}

int trace_skb_clone(struct pt_regs *ctx)
{
	struct skbclone_process process;
	struct skbclone_counts *slot = count_call(&process);
	struct skbclone_name name = {};
	u64 *calls;

	if (!slot)
		return 0;
	bpf_get_current_comm(&name.comm, sizeof(name.comm));
	calls = comm_calls(&name);
	if (calls)
		++*calls;
	else
		slot->other++;
	slot->done++;
	return 0;
}
