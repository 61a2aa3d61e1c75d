/*
 * Totals by cause. The program adds up calls by stack and, WITH_PROCESS, by process; the reader
 * decides the causes of the stacks.
 *
 * The map finds an origin by a hash of it, because the kernel would hash and compare all 512
 * bytes of a longer key at each call. The program then compares process and stack, so two stacks
 * never share a total.
 */
BPF_F_TABLE("hash", u64, struct skbclone_origin, origins, SKBCLONE_MAX_ORIGINS, 0);

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

/* An origin does not fit on the stack of a program. */
BPF_PERCPU_ARRAY(scratch, struct skbclone_origin, 1);

/* Take the stack, and return a hash of the origin.
 *
 * The stack of an interrupt continues with the frames of the interrupted code. They say nothing
 * about the cause, and there is no end of variants, which would fill the map. So the stack ends
 * with the frame of the kernel's entry code. */
static inline u64 take_origin(struct pt_regs *ctx, struct skbclone_origin *origin,
			      struct skbclone_config *run)
{
	u64 taken = take_stack(ctx, origin->stack), start = run->entry_start, size = run->entry_size;
	u64 hash = origin->start ^ (u64)origin->tgid << 32 ^ origin->fin;
	u32 i;

#pragma unroll
	for (i = 0; i < SKBCLONE_FRAMES; i++) {
		if (i * sizeof(u64) >= taken)
			break;
		hash = (hash ^ origin->stack[i]) * 0x9e3779b97f4a7c15; /* 2^64 / golden ratio */
		if (origin->stack[i] - start < size) {
			i++;
			break;
		}
	}
	origin->frame_count = i;
	return hash;
}

static inline bool is_same(struct skbclone_origin *a, struct skbclone_origin *b)
{
	u64 count = a->frame_count, differ = 0;

	if (a->start != b->start || a->tgid != b->tgid || a->fin != b->fin ||
	    count != b->frame_count)
		return false;
#pragma unroll
	for (u64 i = 0; i < SKBCLONE_FRAMES; i++) {
		/* Else clang computes the number of rounds, and the verifier cannot follow. */
		asm volatile("" : "+r"(count));
		if (i >= count)
			break;
		differ |= a->stack[i] ^ b->stack[i];
	}
	return !differ;
}

/* Add the origin of a call that no call came from before. */
static inline struct skbclone_origin *add_origin(u64 *hash, struct skbclone_origin *origin,
						 struct skbclone_process *process)
{
#ifdef WITH_PROCESS
	keep_name(process);
#endif
	origins.insert(hash, origin);
	return origins.lookup(hash);
}

int trace_skb_clone(struct pt_regs *ctx)
{
	int first = 0;
	struct skbclone_process process;
	struct skbclone_counts *slot = count_call(&process);
	struct skbclone_config *run = get_config();
	struct skbclone_origin *origin, *known;
	u64 hash;

	if (!slot)
		return 0;
	origin = scratch.lookup(&first);
	if (!origin || !run) { /* never true, but the verifier asks for the check */
		slot->other++;
		slot->done++;
		return 0;
	}
#ifdef WITH_PROCESS
	origin->start = process.start;
	origin->tgid = process.tgid;
#endif
#ifdef TCP_FLAGS
	u8 flags = 0;

	/* On kernels where the field has two bytes, FIN is in the low one. For protocols other
	 * than TCP the byte has no meaning, and the reader ignores it. */
	bpf_probe_read_kernel(&flags, sizeof(flags), (void *)ARGUMENT(ctx, 0) + SKB_CB + TCP_FLAGS);
	origin->fin = flags & SKBCLONE_FIN;
#endif
	hash = take_origin(ctx, origin, run);
	known = origins.lookup(&hash);
	if (!known)
		known = add_origin(&hash, origin, &process);
	/* Several CPUs may count calls of one origin. */
	if (known && is_same(known, origin))
		__sync_fetch_and_add(&known->calls, 1);
	else
		slot->other++;
	slot->done++;
	return 0;
}
