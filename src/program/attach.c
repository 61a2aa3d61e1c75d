/* The functions of loaded.h that attach and detach programs. */
#include "base/io.h"
#include "base/log.h"
#include "host/machine.h"
#include "program/loaded.h"
#include "program/quiet.h"

#include <bcc/libbpf.h>
#include <errno.h>
#include <string.h>

/* Offset of recursion_misses in struct bpf_prog_info, include/uapi/linux/bpf.h. The headers
 * of older distributions lack this field. */
enum { RECURSION_MISSES_OFFSET = 208, PROG_INFO_SIZE = 256 };

/* Returns the program's index in the list, or -1 if the object has none for this probe. */
static int index_of(const struct loaded *loaded, const struct probe *probe)
{
	for (uint32_t i = 0; i < loaded->program_count; i++) {
		if (loaded->programs[i].probe == probe)
			return i;
	}
	return -1;
}

/* Attach the program of the probe. Returns its link, or -1 and errno. */
static int attach(const struct loaded *loaded, const struct probe *probe, int program)
{
	int saved = quiet_begin();
	int link = probe_kind(probe, loaded->way)->attach(program, probe->target);

	quiet_end(saved);
	return link;
}

static enum status fail(const struct loaded *loaded, int error, const char *target)
{
	enum status status = log_refusal(error, "%s", target);

	if (loaded->way != WAY_FENTRY || error != EOPNOTSUPP)
		return status;
	/* The kernel was built without CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS. */
	log_hint("use --probe kprobe, the default");
	return STATUS_UNSUPPORTED;
}

enum status loaded_attach(struct loaded *loaded)
{
	for (const struct probe *probe = probes; probe->program; probe++) {
		int i = index_of(loaded, probe), link;

		if (i < 0)
			continue;
		link = attach(loaded, probe, loaded->programs[i].fd);
		if (link < 0 && probe->is_optional)
			log_verbose("%s: not attached: %s", probe->target, strerror(errno));
		else if (link < 0)
			return fail(loaded, errno, probe->target);
		loaded->programs[i].link = link;
	}
	return STATUS_OK;
}

void loaded_detach(struct loaded *loaded)
{
	const struct probe *probe = probes;

	/* In the reverse order: what a program relies on goes after it. */
	while (probe->program)
		probe++;
	while (probe-- > probes) {
		int i = index_of(loaded, probe);

		if (i >= 0)
			io_close(&loaded->programs[i].link);
	}
}

bool loaded_missed(const struct loaded *loaded, uint64_t *missed)
{
	int i = index_of(loaded, probe_find(PROBE_OF_CALLS));
	char info[PROG_INFO_SIZE] = {0};
	uint32_t size = sizeof(info);

	if (i < 0 || !(loaded->way == WAY_FENTRY || machine_kernel_is(6, 7)) ||
	    bpf_obj_get_info(loaded->programs[i].fd, info, &size) != 0 ||
	    size < RECURSION_MISSES_OFFSET + sizeof(*missed))
		return false;
	memcpy(missed, info + RECURSION_MISSES_OFFSET, sizeof(*missed));
	return true;
}
