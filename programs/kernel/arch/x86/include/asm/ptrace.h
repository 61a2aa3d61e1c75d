/* A kprobe's context on x86_64, in the order of arch/x86/include/asm/ptrace.h. */
#ifndef SKBCLONE_KERNEL_PTRACE_H
#define SKBCLONE_KERNEL_PTRACE_H

struct pt_regs {
	unsigned long r15, r14, r13, r12, bp, bx;
	unsigned long r11, r10, r9, r8, ax, cx, dx, si, di;
	unsigned long orig_ax, ip, cs, flags, sp, ss;
};

/* A function's first arguments, from 0 to 2: the System V ABI. */
#define ARGUMENT(ctx, number) ((number) == 0 ? (ctx)->di : (number) == 1 ? (ctx)->si : (ctx)->dx)

#endif
