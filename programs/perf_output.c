/*
 * Variant 2 of the lab: submits each call of skb_clone() to a perf ring.
 */
BPF_PERF_OUTPUT(events);

int trace_skb_clone(struct pt_regs *ctx)
{
	struct skbclone_counts *slot = count_call();

	if (!slot)
		return 0;

	struct skbclone_event event = {};
	u64 start_ns, tgid_tid = bpf_get_current_pid_tgid();

	event.seq = number_call(slot, &start_ns);
	event.ts_ns = bpf_ktime_get_ns();
	event.start_ns = start_ns;
	event.tgid = tgid_tid >> 32;
	event.tid = tgid_tid;
	bpf_get_current_comm(&event.comm, sizeof(event.comm));

	long error = events.perf_submit(ctx, &event, sizeof(event));

	if (error == -ENOSPC)
		slot->full++;
	else if (error)
		slot->closed++;
	slot->done++;
	return 0;
}
