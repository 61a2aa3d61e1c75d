#include "host/fentry.h"

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

/* What fentry needs, and this machine does not have. */
enum lack { LACKS_NOTHING, LACKS_VERSION, LACKS_FTRACE, LACKS_SWITCH, LACKS_FUNCTION, LACKS_TYPES };

/* *error: the errno of LACKS_TYPES. */
static enum lack find_lack(int root, int *error)
{
	struct switches switches;
	bool has_ftrace, is_on;
	int found;

	if (!machine_kernel_is(OLDEST_MAJOR, OLDEST_MINOR))
		return LACKS_VERSION;
	switches_open(&switches, root, WAY_FENTRY);
	has_ftrace = switches.ftrace >= 0;
	is_on = switches_are_on(&switches);
	switches_close(&switches);
	if (!has_ftrace || !is_on)
		return has_ftrace ? LACKS_SWITCH : LACKS_FTRACE;
	found = btf_find_function(BTF_VMLINUX, MACHINE_SYMBOL);
	*error = -found;
	if (found > 0)
		return LACKS_NOTHING;
	return found == -ESRCH ? LACKS_FUNCTION : LACKS_TYPES;
}

bool fentry_exists(int root)
{
	int error;

	return find_lack(root, &error) == LACKS_NOTHING;
}

enum status fentry_check(int root)
{
	int error;

	switch (find_lack(root, &error)) {
	case LACKS_NOTHING:
		log_verbose("fentry: available, switched on");
		return STATUS_OK;
	case LACKS_VERSION:
		log_error("fentry: this kernel is too old, %d.%d or newer is needed", OLDEST_MAJOR,
			  OLDEST_MINOR);
		log_hint("use --probe kprobe, the default");
		break;
	case LACKS_FTRACE:
		log_error("fentry: this kernel was built without CONFIG_FUNCTION_TRACER");
		log_hint("use a distribution's own kernel, or --probe kprobe");
		break;
	case LACKS_SWITCH:
		log_error("fentry: switched off: kernel.ftrace_enabled is 0");
		log_hint("sysctl kernel.ftrace_enabled=1");
		break;
	case LACKS_FUNCTION:
		log_error("fentry: %s does not have %s", BTF_VMLINUX, MACHINE_SYMBOL);
		log_hint("use a distribution's own kernel, or --probe kprobe");
		break;
	case LACKS_TYPES:
		log_error("fentry: %s: %s", BTF_VMLINUX, strerror(error));
		log_hint("use a kernel with CONFIG_DEBUG_INFO_BTF, or --probe kprobe");
		break;
	}
	return STATUS_UNSUPPORTED;
}
