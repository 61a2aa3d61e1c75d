/*
 * The context of the programs that run at a kernel function. A kprobe passes the registers. With
 * FENTRY a trampoline of the kernel runs the program, and passes an array of the arguments.
 */
#include <uapi/linux/ptrace.h>

#ifdef FENTRY
#undef ARGUMENT
#define ARGUMENT(ctx, number) (((u64 *)(ctx))[number])
/* The trampoline has made the frame record that is missing at a kprobe: see stack.h. */
#undef LINK_REGISTER
#endif
