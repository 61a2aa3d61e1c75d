/* A kprobe's context on arm64: struct user_pt_regs of its uapi ptrace.h. */
#ifndef SKBCLONE_KERNEL_PTRACE_H
#define SKBCLONE_KERNEL_PTRACE_H

struct pt_regs {
	unsigned long regs[31], sp, pc, pstate;
};

/* A function's first arguments, from 0 on, and the address it returns to: AAPCS64. */
#define ARGUMENT(ctx, number) ((ctx)->regs[number])
#define LINK_REGISTER(ctx) ((ctx)->regs[30])

#endif
