/*
 * The kernel's stack at a call, innermost first. It tells who called skb_clone(), and why.
 * Compiled in only where it is asked for.
 */
#ifdef WITH_STACK
/* Fill stack[SKBCLONE_FRAMES]. How many bytes of it are frames, or 0: the kernel could not
 * tell. What lies behind them is as it was. */
static inline u64 take_stack(struct pt_regs *ctx, u64 *stack)
{
	long got = bpf_get_stack(ctx, stack, SKBCLONE_FRAMES * sizeof(*stack), 0);

#ifdef LINK_REGISTER
	/* At its entry skb_clone() has no frame record yet, so its caller is missing from the
	 * stack. It stands in the link register, and takes the place of skb_clone() itself. */
	if (got > 0)
		stack[0] = LINK_REGISTER(ctx);
#endif
	return got > 0 ? got : 0;
}
#endif
