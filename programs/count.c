/*
 * Totals only: adds up the calls in the kernel. No data leaves the kernel until the user
 * side reads the maps.
 */

/* The name of each process at its first counted call. */
BPF_F_TABLE("hash", struct skbclone_process, struct skbclone_name, names, SKBCLONE_MAX_PROCESSES, 0);

int trace_skb_clone(struct pt_regs *ctx)
{
	struct skbclone_process process;
	struct skbclone_counts *slot = count_call(&process);
	u64 *calls;

	if (!slot)
		return 0;
	calls = process_calls(&process);
	if (!calls) {
		slot->other++;
	} else if (++*calls == 1) { /* first call on this CPU; the first name stays */
		struct skbclone_name name = {};

		bpf_get_current_comm(&name.comm, sizeof(name.comm));
		names.insert(&process, &name);
	}
	slot->done++;
	return 0;
}
