#include "host/terminal.h"

#include "base/array.h"
#include "base/sanitizers.h"
#include "host/capability.h"

#include <errno.h>
#include <linux/capability.h>
#include <seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>

/* TIOCSTI types a character. TIOCLINUX pastes the selection of a virtual console. */
static const unsigned long forbidden[] = {TIOCSTI, TIOCLINUX};

/* The other kinds of system calls that the same CPU offers to a process. */
static const uint32_t architectures[] = {
#ifdef __x86_64__
	SCMP_ARCH_X86,
	SCMP_ARCH_X32,
#elif defined(__aarch64__)
	SCMP_ARCH_ARM,
#endif
};

static int add_rules(scmp_filter_ctx filter)
{
	int error = 0;

	for (size_t i = 0; i < ARRAY_SIZE(architectures) && !error; i++)
		error = seccomp_arch_add(filter, architectures[i]);
	/* The kernel reads only 32 bits of the request. */
	for (size_t i = 0; i < ARRAY_SIZE(forbidden) && !error; i++)
		error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1,
					 SCMP_A1(SCMP_CMP_MASKED_EQ, UINT32_MAX, forbidden[i]));
	/* A kind that is not listed is no way around. */
	if (!error)
		error = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(ENOSYS));
	/* No new privileges would take sudo(8) from COMMAND. Only without CAP_SYS_ADMIN the
	 * kernel asks for it. */
	if (!error)
		error = seccomp_attr_set(filter, SCMP_FLTATR_CTL_NNP,
					 !capability_has(CAP_SYS_ADMIN));
	return error;
}

int terminal_forbid_typing(void)
{
	scmp_filter_ctx filter;
	int error;

	if (sanitizers_look_on())
		return 0;
	filter = seccomp_init(SCMP_ACT_ALLOW);
	if (!filter)
		return -ENOMEM;
	error = add_rules(filter);
	if (!error)
		error = seccomp_load(filter);
	seccomp_release(filter);
	return error;
}
