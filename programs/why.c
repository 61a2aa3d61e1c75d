/*
 * Totals by cause: each call is added up where it happens, by the stack that led to it and
 * the process. The stack itself is the key, so no two stacks are ever taken for one.
 */
BPF_F_TABLE("percpu_hash", struct skbclone_origin, u64, origins, SKBCLONE_MAX_ORIGINS, 0);

/* The name of each process at its first counted call. */
BPF_F_TABLE("hash", struct skbclone_process, struct skbclone_name, names, SKBCLONE_MAX_PROCESSES, 0);

/* An interrupt's stack goes on with what was interrupted. That has no end of variants, which
 * would fill the map, and says nothing of where the call comes from. So clear what stands
 * behind the frame of the kernel's entry code. */
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

/* A key is larger than a program's stack. */
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
	struct skbclone_counts *slot = count_call();
	struct skbclone_config *run = get_config();
	struct skbclone_origin *origin;

	if (!slot)
		return 0;
	origin = keys.lookup(&first);
	if (!origin || !run) { /* never; but a call that is counted is to be done */
		slot->other++;
		slot->done++;
		return 0;
	}

	struct skbclone_process process = current_process();
	struct skbclone_name name = {};
	u64 *calls;

	/* All of the key is compared, also what lies behind the stack's end. */
	__builtin_memset(origin, 0, sizeof(*origin));
	origin->start_ns = process.start_ns;
	origin->tgid = process.tgid;
	take_stack(ctx, origin->stack);
	cut_stack(origin->stack, run);
#ifdef TCP_FLAGS
	u8 flags = 0;

	/* FIN is in the low byte, however wide the field is. For other protocols the byte
	 * means nothing; the reader knows. */
	bpf_probe_read_kernel(&flags, sizeof(flags), (void *)ARGUMENT(ctx, 0) + SKB_CB + TCP_FLAGS);
	origin->fin = flags & SKBCLONE_FIN;
#endif
	calls = origin_calls(origin);
	if (!calls) {
		slot->other++;
	} else if (++*calls == 1) {
		bpf_get_current_comm(&name.comm, sizeof(name.comm));
		names.insert(&process, &name);
	}
	slot->done++;
	return 0;
}
