/*
 * Counting a call, exactly, on many CPUs: each CPU adds to a slot of its own.
 * The lab's BPF_HASH with lookup and update loses counts when two CPUs update
 * at once; a slot of its own needs no atomic and shares no cache line.
 */
BPF_F_TABLE("array", int, struct skbclone_counts, counts, 1, BPF_F_MMAPABLE);

/* This CPU's slot, with the current call counted; NULL if it does not match. */
static inline struct skbclone_counts *count_call(void)
{
	int cpu = bpf_get_smp_processor_id();
	struct skbclone_counts *slot;

	if (!call_matches())
		return NULL;
	slot = counts.lookup(&cpu);
	if (slot)
		slot->calls++;
	return slot;
}

#ifdef PER_PROCESS
/* The calls of each process, for each CPU. */
BPF_F_TABLE("percpu_hash", struct skbclone_process, u64, processes, SKBCLONE_MAX_PROCESSES, 0);

/* This CPU's counter of the process; NULL if it is one process too many. */
static inline u64 *process_calls(struct skbclone_process *process)
{
	u64 *calls = processes.lookup(process);
	u64 none = 0;

	if (calls)
		return calls;
	processes.insert(process, &none);
	return processes.lookup(process);
}
#endif

/* The number of a call that has been counted: among its CPU's, or those of
 * its process on that CPU. *start_ns is that process's, or 0. */
static inline u64 number_call(struct skbclone_counts *slot, u64 *start_ns)
{
	*start_ns = 0;
#ifdef PER_PROCESS
	struct skbclone_process process = current_process();
	u64 *calls = process_calls(&process);

	if (!calls)
		return ++slot->other;
	*start_ns = process.start_ns;
	return ++*calls;
#else
	return slot->calls;
#endif
}
