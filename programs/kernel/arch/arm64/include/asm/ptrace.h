/* A kprobe's context on arm64: struct user_pt_regs of its uapi ptrace.h. */
#ifndef SKBCLONE_KERNEL_PTRACE_H
#define SKBCLONE_KERNEL_PTRACE_H

struct pt_regs {
	unsigned long regs[31], sp, pc, pstate;
};

#endif
