/*
 * Variant 1 of the lab: prints each call of skb_clone() as a line of the kernel's trace,
 * with bpf_trace_printk(). The user side reads it from trace_pipe.
 *
 * The kernel looks up the comm in trace_pipe when the line is read, too late for a
 * short-lived process. So the message contains the comm too, as two hexadecimal words: a
 * comm may hold any byte.
 */
int trace_skb_clone(struct pt_regs *ctx)
{
	struct skbclone_config *run = get_config();
	struct skbclone_process process;
	struct skbclone_counts *slot = count_call(&process);

	if (!run || !slot)
		return 0;

	u64 comm[SKBCLONE_COMM_SIZE / sizeof(u64)] = {};
	u64 start, seq = number_call(slot, &process, &start);
	u64 value = bpf_get_current_pid_tgid() >> 32 | seq << 32;

	bpf_get_current_comm(&comm, sizeof(comm));
	if (start) {
		start = SKBCLONE_START(start);
		value |= (start << SKBCLONE_TGID_BITS) & 0xffffffff;
		comm[1] |= start >> SKBCLONE_START_LOW_BITS << 56;
	}
	/* The trailing underscore names the bare helper. BCC's own bpf_trace_printk()
	 * accepts only a literal format. */
	bpf_trace_printk_(run->format, sizeof(run->format), comm[0], comm[1], value);
	slot->done++;
	return 0;
}
