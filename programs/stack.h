/*
 * Takes the kernel's stack at a call, innermost frame first. It shows which function called
 * skb_clone(), and why. With FENTRY the first frames are those of this program and of the
 * trampoline; the reader leaves them out. This file is compiled in only if stacks are asked for.
 */
#ifdef WITH_STACK
/* Most stacks are shorter. */
#define SKBCLONE_FEW_FRAMES 40

/* Fill in stack[SKBCLONE_FRAMES]. Returns how many bytes of it are frames; the rest of the array is
 * undefined. 0: the kernel did not return a stack. */
static inline u64 take_stack(struct pt_regs *ctx, u64 *stack)
{
	/* The kernel clears the room that it does not need, byte by byte, so offer it less. */
	long got = bpf_get_stack(ctx, stack, SKBCLONE_FEW_FRAMES * sizeof(*stack), 0);

	if (got == SKBCLONE_FEW_FRAMES * sizeof(*stack))
		got = bpf_get_stack(ctx, stack, SKBCLONE_FRAMES * sizeof(*stack), 0);
#ifdef LINK_REGISTER
	/* On arm64, skb_clone() has no frame record yet at its entry, so its caller is missing from
	 * the stack. The link register holds the caller's address. The first frame, which is
	 * skb_clone() itself, is not needed. */
	if (got > 0)
		stack[0] = LINK_REGISTER(ctx);
#endif
	return got > 0 ? got : 0;
}
#endif
