#include "session/filter.h"

#include "base/array.h"
#include "base/log.h"
#include "event/fields.h"
#include "host/btf.h"

#include <string.h>
#include <unistd.h>

static int add_offsets(struct flags *flags, unsigned needs, const struct btf_offsets *offsets)
{
	int error = 0;

	for (int i = 0; btf_fields[i].macro && !error; i++) {
		if (btf_fields[i].need & needs)
			error = flags_add(flags, "-D%s=%u", btf_fields[i].macro, offsets->list[i]);
	}
	return error;
}

/* Can the packet be read? If not, its columns stay empty. */
static bool find_packet(struct btf_offsets *offsets)
{
	int error = btf_read_offsets(BTF_VMLINUX, BTF_OF_PACKETS, offsets);

	if (error)
		log_warning("btf: cannot read the packet's fields: no PACKET, and no tcp-close: %s",
			    strerror(-error));
	return !error;
}

enum status filter_flags(const struct filter *filter, unsigned has, struct flags *flags)
{
	const bool needs_tasks = filter->tree || filter->per_process;
	struct btf_offsets tasks, packets;
	const bool is_why = has & FIELDS_OF_WHY && has & FIELDS_OF_TOTALS;
	const bool has_packets = has & FIELDS_OF_WHY && find_packet(&packets);
	const struct {
		bool wanted;
		const char *flag;
	} all[] = {
		{true, "-g0"}, /* libbcc would load the BTF that -g makes into the kernel */
		{filter->comm, "-DMATCH_COMM"},
		{filter->tgid, "-DMATCH_TGID"},
		{filter->tree, "-DMATCH_TREE"},
		/* why counts each process by itself */
		{filter->per_process && !is_why, "-DPER_PROCESS"},
		{has & (FIELDS_OF_WHY | FIELDS_OF_STACKS), "-DWITH_STACK"},
		{has_packets && has & FIELDS_OF_CALLS, "-DWITH_PACKET"},
	};
	enum status status = needs_tasks ? btf_require_offsets(BTF_OF_TASKS, &tasks) : STATUS_OK;
	int error = 0;

	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < ARRAY_SIZE(all) && !error; i++) {
		if (all[i].wanted)
			error = flags_add(flags, "%s", all[i].flag);
	}
	if (!error && needs_tasks)
		error = add_offsets(flags, BTF_OF_TASKS, &tasks);
	if (!error && has_packets)
		error = add_offsets(flags, BTF_OF_PACKETS, &packets);
	return error ? log_failure(-error, "memory") : STATUS_OK;
}

void filter_config(const struct filter *filter, struct skbclone_config *config)
{
	*config = (struct skbclone_config){.tgid = filter->tgid, .tracer = getpid()};
	if (filter->comm)
		strncpy((char *)config->comm, filter->comm, sizeof(config->comm) - 1);
}
