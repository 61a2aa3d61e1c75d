#include "session/filter.h"

#include "base/array.h"
#include "base/log.h"
#include "event/fields.h"
#include "host/btf.h"
#include "host/machine.h"

#include <string.h>
#include <unistd.h>

static int add_offsets(struct flags *flags, const struct btf_offsets *offsets)
{
	int error = 0;

	for (int i = 0; btf_fields[i].macro && !error; i++) {
		if (btf_fields[i].needs & offsets->found)
			error = flags_add(flags, "-D%s=%u", btf_fields[i].macro, offsets->list[i]);
	}
	return error;
}

static bool needs_tasks(const struct filter *filter)
{
	return filter->tree || filter->per_process;
}

int filter_flags(const struct filter *filter, unsigned has, struct flags *flags)
{
	const bool is_why = has & FIELDS_OF_WHY && has & FIELDS_OF_TOTALS;
	const struct {
		bool wanted;
		const char *flag;
	} all[] = {
		{true, "-g0"}, /* libbcc would load the BTF that -g makes into the kernel */
		{filter->comm, "-DMATCH_COMM"},
		{filter->tgid, "-DMATCH_TGID"},
		{filter->tree, "-DMATCH_TREE"},
		/* why has no counter of a process: the process is part of its key */
		{filter->per_process && !is_why, "-DPER_PROCESS"},
		{filter->per_process && is_why, "-DWITH_PROCESS"},
		/* bpf_get_current_task_btf() */
		{machine_kernel_is(5, 11), "-DTYPED_TASKS"},
		{has & (FIELDS_OF_WHY | FIELDS_OF_STACKS), "-DWITH_STACK"},
		{has & FIELDS_OF_WHY && has & FIELDS_OF_CALLS, "-DWITH_PACKET"},
	};
	int error = 0;

	for (size_t i = 0; i < ARRAY_SIZE(all) && !error; i++) {
		if (all[i].wanted)
			error = flags_add(flags, "%s", all[i].flag);
	}
	return error;
}

enum status filter_offsets(const struct filter *filter, unsigned has, struct flags *flags,
			   bool *is_complete)
{
	struct btf_offsets tasks = {0}, comms = {0}, packets = {0};
	enum status status = STATUS_OK;
	int error;

	if (needs_tasks(filter))
		status = btf_require_offsets(BTF_OF_TASKS, &tasks);
	if (status != STATUS_OK)
		return status;
	/* Without it a helper function of the kernel copies the comm, which takes longer. */
	(void)btf_read_offsets(BTF_VMLINUX, BTF_OF_COMMS, &comms);
	if (has & FIELDS_OF_WHY)
		btf_find_packet(&packets);
	*is_complete = comms.found && !packets.missing && (packets.found || !(has & FIELDS_OF_WHY));
	error = add_offsets(flags, &tasks);
	if (!error)
		error = add_offsets(flags, &comms);
	if (!error)
		error = add_offsets(flags, &packets);
	return error ? log_failure(-error, "memory") : STATUS_OK;
}

void filter_config(const struct filter *filter, struct skbclone_config *config)
{
	*config = (struct skbclone_config){.tgid = filter->tgid, .tracer = getpid()};
	if (filter->comm) {
		strncpy((char *)config->comm, filter->comm, sizeof(config->comm) - 1);
		memset(config->comm_mask, 0xff, strlen((char *)config->comm) + 1);
	}
}
