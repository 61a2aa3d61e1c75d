/*
 * Variant 2 of the lab: submits each call of skb_clone() to a perf ring.
 */
BPF_PERF_OUTPUT(events);

/* The same rings, but what is submitted here wakes the reader at once. */
BPF_PERF_OUTPUT(doorbells);

/* Wake the reader for the first call after a while. Later ones wait for its next look, or for
 * a ring that is half full: in a burst, a wake-up for each would cost more than all the rest. */
static inline long submit(struct pt_regs *ctx, struct skbclone_counts *slot, u64 ts_ns,
			  void *data, u64 size)
{
	if (ts_ns - slot->rung_ns < SKBCLONE_RING_AGAIN_NS)
		return events.perf_submit(ctx, data, size);
	slot->rung_ns = ts_ns;
	return doorbells.perf_submit(ctx, data, size);
}

/* Fill the event of a call that was counted in this slot. */
static inline void fill_event(struct skbclone_event *event, struct skbclone_counts *slot,
			      struct skbclone_process *process)
{
	u64 start, tgid_tid = bpf_get_current_pid_tgid();

	event->seq = number_call(slot, process, &start);
	event->ts_ns = bpf_ktime_get_ns();
	event->start = start;
	event->tgid = tgid_tid >> 32;
	event->tid = tgid_tid;
	*(struct comm_words *)event->comm = current_comm();
}

#ifdef WITH_STACK
struct sample {
	struct skbclone_event event;
#ifdef WITH_PACKET
	struct skbclone_packet packet;
#endif
	u64 stack[SKBCLONE_FRAMES];
	u64 slack[3]; /* the mask below allows more than the stack has; never submitted */
};

/* A sample is larger than a program's stack. Programs of one CPU never nest. */
BPF_PERCPU_ARRAY(samples, struct sample, 1);
#endif

int trace_skb_clone(struct pt_regs *ctx)
{
	struct skbclone_process process;
	struct skbclone_counts *slot = count_call(&process);
	long error;

	if (!slot)
		return 0;
#ifdef WITH_STACK
	int first = 0;
	struct sample *sample = samples.lookup(&first);
	u64 used;

	if (!sample) { /* never; but a call that is counted is to be done */
		slot->closed++;
		slot->done++;
		return 0;
	}
	fill_event(&sample->event, slot, &process);
#ifdef WITH_PACKET
	take_packet(&sample->packet, (void *)ARGUMENT(ctx, 0));
#endif
	used = take_stack(ctx, sample->stack);
	/* Without it clang masks a copy and passes the original, which the verifier refuses. */
	asm volatile("" : "+r"(used));
	used &= SKBCLONE_FRAME_MASK;
	error = submit(ctx, slot, sample->event.ts_ns, sample,
		       __builtin_offsetof(struct sample, stack) + used);
#else
	struct skbclone_event event = {};

	fill_event(&event, slot, &process);
	error = submit(ctx, slot, event.ts_ns, &event, sizeof(event));
#endif
	if (error == -ENOSPC)
		slot->full++;
	else if (error)
		slot->closed++;
	slot->done++;
	return 0;
}
