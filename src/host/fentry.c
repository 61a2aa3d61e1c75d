#include "host/fentry.h"

#include "base/io.h"
#include "base/log.h"
#include "host/btf.h"
#include "host/machine.h"
#include "host/switches.h"

#include <errno.h>
#include <string.h>

/* Before 5.12 such programs nest: an interrupt may run one while it runs already on the same CPU,
 * which spoils the counters of that CPU. On arm64, ftrace calls no trampoline before 6.4. */
#ifdef __x86_64__
enum { OLDEST_MAJOR = 5, OLDEST_MINOR = 12 };
#else
enum { OLDEST_MAJOR = 6, OLDEST_MINOR = 4 };
#endif

static enum status check_ftrace(int root)
{
	struct switches switches;
	enum status status = STATUS_OK;

	switches_open(&switches, root, WAY_FENTRY);
	if (switches.ftrace < 0) {
		log_error("fentry: this kernel was built without CONFIG_FUNCTION_TRACER");
		log_hint("use a distribution's own kernel, or --probe kprobe");
		status = STATUS_UNSUPPORTED;
	} else if (io_is_off(switches.ftrace)) {
		log_error("fentry: switched off: kernel.ftrace_enabled is 0");
		log_hint("sysctl kernel.ftrace_enabled=1");
		status = STATUS_UNSUPPORTED;
	}
	switches_close(&switches);
	return status;
}

static enum status check_function(void)
{
	int found = btf_find_function(BTF_VMLINUX, MACHINE_SYMBOL);

	if (found > 0)
		return STATUS_OK;
	if (found == -ENOENT)
		log_error("fentry: %s does not have %s", BTF_VMLINUX, MACHINE_SYMBOL);
	else
		log_error("fentry: %s: %s", BTF_VMLINUX, strerror(-found));
	log_hint("use a kernel with CONFIG_DEBUG_INFO_BTF, or --probe kprobe");
	return STATUS_UNSUPPORTED;
}

enum status fentry_check(int root)
{
	enum status status;

	if (!machine_kernel_is(OLDEST_MAJOR, OLDEST_MINOR)) {
		log_error("fentry: this kernel is too old, %d.%d or newer is needed", OLDEST_MAJOR,
			  OLDEST_MINOR);
		log_hint("use --probe kprobe, the default");
		return STATUS_UNSUPPORTED;
	}
	status = check_ftrace(root);
	if (status == STATUS_OK)
		status = check_function();
	if (status == STATUS_OK)
		log_verbose("fentry: available, switched on");
	return status;
}
