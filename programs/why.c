/*
 * Totals by cause. The program adds up calls by stack and, WITH_PROCESS, by process; the reader
 * decides the causes of the stacks. The whole stack is part of the key, so two stacks never
 * share a total.
 */
BPF_F_TABLE("percpu_hash", struct skbclone_origin, u64, origins, SKBCLONE_MAX_ORIGINS, 0);

#ifdef WITH_PROCESS
/* The name of each process at its first counted call. */
BPF_F_TABLE("hash", struct skbclone_process, struct skbclone_name, names, SKBCLONE_MAX_PROCESSES, 0);

static inline void keep_name(struct skbclone_process *process)
{
	struct skbclone_name name = {};

	bpf_get_current_comm(&name.comm, sizeof(name.comm));
	names.insert(process, &name);
}
#endif

/* The stack of an interrupt continues with the frames of the interrupted code. They say nothing
 * about the cause, and there is no end of variants, which would fill the map. So clear the frames
 * behind the kernel's entry code. */
static inline void cut_stack(u64 *stack, struct skbclone_config *run)
{
	bool is_behind = false;

	for (int i = 0; i < SKBCLONE_FRAMES && stack[i]; i++) {
		if (is_behind)
			stack[i] = 0;
		else
			is_behind = stack[i] - run->entry_start < run->entry_size;
	}
}

/* A key does not fit on the stack of a program. */
BPF_PERCPU_ARRAY(keys, struct skbclone_origin, 1);

static inline u64 *origin_calls(struct skbclone_origin *origin)
{
	u64 *calls = origins.lookup(origin);
	u64 none = 0;

	if (calls)
		return calls;
	origins.insert(origin, &none);
	return origins.lookup(origin);
}

int trace_skb_clone(struct pt_regs *ctx)
{
	int first = 0;
	struct skbclone_process process;
	struct skbclone_counts *slot = count_call(&process);
	struct skbclone_config *run = get_config();
	struct skbclone_origin *origin;

	if (!slot)
		return 0;
	origin = keys.lookup(&first);
	if (!origin || !run) { /* never true, but the verifier asks for the check */
		slot->other++;
		slot->done++;
		return 0;
	}

	u64 *calls;

	/* The kernel compares the whole key, also behind the last frame. */
	__builtin_memset(origin, 0, sizeof(*origin));
#ifdef WITH_PROCESS
	origin->start = process.start;
	origin->tgid = process.tgid;
#endif
	take_stack(ctx, origin->stack);
	cut_stack(origin->stack, run);
#ifdef TCP_FLAGS
	u8 flags = 0;

	/* On kernels where the field has two bytes, FIN is in the low one. For protocols other
	 * than TCP the byte has no meaning, and the reader ignores it. */
	bpf_probe_read_kernel(&flags, sizeof(flags), (void *)ARGUMENT(ctx, 0) + SKB_CB + TCP_FLAGS);
	origin->fin = flags & SKBCLONE_FIN;
#endif
	calls = origin_calls(origin);
	if (!calls) {
		slot->other++;
	} else if (++*calls == 1) {
#ifdef WITH_PROCESS
		keep_name(&process);
#endif
	}
	slot->done++;
	return 0;
}
