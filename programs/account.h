/*
 * Counts calls exactly on many CPUs: each CPU adds to its own slot. The lab's BPF_HASH with
 * lookup and update loses counts when two CPUs update at once. A slot for each CPU needs no
 * atomic instruction and shares no cache line.
 */
BPF_F_TABLE("array", int, struct skbclone_counts, counts, 1, BPF_F_MMAPABLE);

/* Count the current call. Returns this CPU's slot, or NULL if the call does not match.
 * *process: see call_matches(). */
static inline struct skbclone_counts *count_call(struct skbclone_process *process)
{
	struct skbclone_counts *slot;
	int cpu;

	if (!call_matches(process))
		return NULL;
	cpu = bpf_get_smp_processor_id();
	slot = counts.lookup(&cpu);
	if (slot)
		slot->calls++;
	return slot;
}

#ifdef PER_PROCESS
/* The calls of each process on each CPU. */
BPF_F_TABLE("percpu_hash", struct skbclone_process, u64, processes, SKBCLONE_MAX_PROCESSES, 0);

/* Returns this CPU's counter of the process, or NULL if the map is full. */
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

/* Returns the sequence number of a counted call on this CPU; with PER_PROCESS, among the
 * calls of its process. *start: start of the process; 0: counted with others. */
static inline u64 number_call(struct skbclone_counts *slot, struct skbclone_process *process,
			      u64 *start)
{
	*start = 0;
#ifdef PER_PROCESS
	u64 *calls = process_calls(process);

	if (!calls)
		return ++slot->other;
	*start = process->start;
	return ++*calls;
#else
	return slot->calls;
#endif
}
