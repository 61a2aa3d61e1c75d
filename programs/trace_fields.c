/*
 * Variant 1 of the lab: each call of skb_clone() is a line in the kernel's
 * trace, printed by bpf_trace_printk() and read from trace_pipe.
 *
 * The comm that trace_pipe itself shows is looked up when the line is read,
 * too late for a short-lived process: ours travels inside the message, as two
 * hexadecimal words, since a comm may hold any byte.
 */
int trace_skb_clone(struct pt_regs *ctx)
{
	struct skbclone_config *run = get_config();
	struct skbclone_counts *slot = count_call();

	if (!run || !slot)
		return 0;

	u64 comm[SKBCLONE_COMM_SIZE / sizeof(u64)] = {};
	u64 start_ns, start, seq = number_call(slot, &start_ns);
	u64 value = bpf_get_current_pid_tgid() >> 32 | seq << 32;

	bpf_get_current_comm(&comm, sizeof(comm));
	if (start_ns) {
		start = SKBCLONE_START(start_ns);
		value |= (start << SKBCLONE_TGID_BITS) & 0xffffffff;
		comm[1] |= start >> SKBCLONE_START_LOW_BITS << 56;
	}
	/* With the trailing underscore it is the bare helper: BCC's own
	 * bpf_trace_printk() takes nothing but a literal as its format. */
	bpf_trace_printk_(run->format, sizeof(run->format), comm[0], comm[1], value);
	slot->done++;
	return 0;
}
