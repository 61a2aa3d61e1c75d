#include "host/sandbox.h"

#include "base/array.h"
#include "base/log.h"
#include "base/sanitizers.h"
#include "host/capability.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <malloc.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

/* The system calls of reading, writing, waiting, allocating and exiting. */
static const int allowed[] = {
	SCMP_SYS(brk),          SCMP_SYS(clock_gettime),
	SCMP_SYS(close),        SCMP_SYS(epoll_ctl),
	SCMP_SYS(exit),         SCMP_SYS(exit_group),
	SCMP_SYS(fstat),        SCMP_SYS(ftruncate),
	SCMP_SYS(futex),        SCMP_SYS(getpid),
	SCMP_SYS(gettimeofday), SCMP_SYS(lseek),
	SCMP_SYS(madvise),      SCMP_SYS(mremap),
	SCMP_SYS(munmap),       SCMP_SYS(newfstatat),
	SCMP_SYS(poll),         SCMP_SYS(ppoll),
	SCMP_SYS(pread64),      SCMP_SYS(read),
	SCMP_SYS(recvmsg),      SCMP_SYS(restart_syscall),
	SCMP_SYS(rt_sigreturn), SCMP_SYS(sendmsg),
	SCMP_SYS(setitimer),    SCMP_SYS(shutdown),
	SCMP_SYS(setpriority),  SCMP_SYS(uname),
	SCMP_SYS(wait4),        SCMP_SYS(write),
};

/* Commands of bpf(2): read maps, put a ring into a map, read the number of missed calls. */
static const int allowed_bpf[] = {
	BPF_MAP_LOOKUP_ELEM,
	BPF_MAP_UPDATE_ELEM,
	BPF_MAP_GET_NEXT_KEY,
	BPF_OBJ_GET_INFO_BY_FD,
};

/* An absolute path would ignore the directory; helper.c hides the rest. */
static int allow_directory(scmp_filter_ctx filter, int directory)
{
	int error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 2,
				     SCMP_A0(SCMP_CMP_EQ, directory),
				     SCMP_A2(SCMP_CMP_EQ, SANDBOX_CREATE));

	if (!error)
		error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(renameat), 2,
					 SCMP_A0(SCMP_CMP_EQ, directory),
					 SCMP_A2(SCMP_CMP_EQ, directory));
	if (!error)
		error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(unlinkat), 1,
					 SCMP_A0(SCMP_CMP_EQ, directory));
	return error;
}

static int add_rules(scmp_filter_ctx filter, const struct sandbox *sandbox)
{
	int error = 0;

	for (size_t i = 0; i < ARRAY_SIZE(allowed) && !error; i++)
		error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
	for (size_t i = 0; i < ARRAY_SIZE(allowed_bpf) && !error; i++)
		error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(bpf), 1,
					 SCMP_A0(SCMP_CMP_EQ, allowed_bpf[i]));
	/* These enable a perf ring, and join its doorbell to it. */
	if (!error)
		error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
					 SCMP_A1(SCMP_CMP_EQ, PERF_EVENT_IOC_ENABLE));
	if (!error)
		error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
					 SCMP_A1(SCMP_CMP_EQ, PERF_EVENT_IOC_SET_OUTPUT));
	/* Memory, but no executable memory. */
	if (!error)
		error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
					 SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	if (!error && sandbox->signalled)
		error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(kill), 1,
					 SCMP_A0(SCMP_CMP_EQ, sandbox->signalled));
	if (!error && sandbox->removes_files)
		error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(unlinkat), 0);
	if (!error && sandbox->opens_perf_events)
		error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(perf_event_open), 0);
	if (!error && sandbox->directory)
		error = allow_directory(filter, sandbox->directory);
	return error;
}

/* All other system calls fail with EPERM; none kills the process. So if a library tries a
 * new system call, only that call fails, and the run continues. */
static int filter_system_calls(const struct sandbox *sandbox)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int error;

	if (!filter)
		return -ENOMEM;
	error = add_rules(filter, sandbox);
	if (!error)
		error = seccomp_load(filter);
	seccomp_release(filter);
	if (!error && (open("/", O_PATH | O_CLOEXEC) >= 0 || errno != EPERM))
		error = -ENOTSUP;
	return error;
}

/* No setuid program can give privileges back, and no unprivileged process can read or
 * change this one with ptrace(2). */
static int forbid_gains(void)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || prctl(PR_SET_DUMPABLE, 0) < 0)
		return -errno;
	return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 && prctl(PR_GET_DUMPABLE) == 0 ? 0
											  : -EPERM;
}

enum status sandbox_enter(const struct sandbox *sandbox)
{
	int error = capability_keep(sandbox->capabilities);

	if (!error)
		error = forbid_gains();
	if (!error && !sanitizers_look_on())
		error = filter_system_calls(sandbox);
	/* What was freed so far was for the start: checks, compile, load, this filter. A helper
	 * inherits this memory by fork, and gives its copy back too. */
	malloc_trim(0);
	if (!error)
		return STATUS_OK;
	log_failure(-error, "privileges: cannot drop them");
	return STATUS_FAILED;
}
