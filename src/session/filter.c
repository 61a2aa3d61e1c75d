#include "session/filter.h"

#include "base/array.h"
#include "base/log.h"
#include "host/btf.h"

#include <string.h>
#include <unistd.h>

static int add_offsets(struct flags *flags, const uint32_t offsets[BTF_FIELD_COUNT])
{
	int error = 0;

	for (int i = 0; i < BTF_FIELD_COUNT && !error; i++)
		error = flags_add(flags, "-D%s=%u", btf_fields[i].macro, offsets[i]);
	return error;
}

enum status filter_flags(const struct filter *filter, struct flags *flags)
{
	const struct {
		bool wanted;
		const char *flag;
	} all[] = {
		{true, "-g0"}, /* with -g, libbcc would load BTF into the kernel */
		{filter->comm, "-DMATCH_COMM"},
		{filter->tgid, "-DMATCH_TGID"},
		{filter->tree, "-DMATCH_TREE"},
		{filter->per_process, "-DPER_PROCESS"},
	};
	uint32_t offsets[BTF_FIELD_COUNT];
	bool needs_offsets = filter->tree || filter->per_process;
	enum status status = needs_offsets ? btf_require_offsets(offsets) : STATUS_OK;
	int error = 0;

	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < ARRAY_SIZE(all) && !error; i++) {
		if (all[i].wanted)
			error = flags_add(flags, "%s", all[i].flag);
	}
	if (!error && needs_offsets)
		error = add_offsets(flags, offsets);
	return error ? log_failure(-error, "memory") : STATUS_OK;
}

void filter_config(const struct filter *filter, struct skbclone_config *config)
{
	*config = (struct skbclone_config){.tgid = filter->tgid, .tracer = getpid()};
	if (filter->comm)
		strncpy((char *)config->comm, filter->comm, sizeof(config->comm) - 1);
}
