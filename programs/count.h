/*
 * Counting a call, exactly, on many CPUs: each CPU adds to a slot of its own.
 * The lab's BPF_HASH with lookup and update loses counts when two CPUs update
 * at once; a slot of its own needs no atomic and shares no cache line.
 */
BPF_F_TABLE("array", int, struct skbclone_counts, counts, 1, BPF_F_MMAPABLE);

/* This CPU's slot, with the current call counted; NULL never happens, but
 * the verifier wants to see the test. */
static inline struct skbclone_counts *count_call(void)
{
	int cpu = bpf_get_smp_processor_id();
	struct skbclone_counts *slot = counts.lookup(&cpu);

	if (slot)
		slot->calls++;
	return slot;
}
