#include "capture/match.h"

#include "host/btf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

__attribute__((format(printf, 2, 3))) static void add(struct match_flags *flags, const char *format,
						      ...)
{
	va_list arguments;
	int count = 0;

	while (flags->list[count])
		count++;
	va_start(arguments, format);
	vsnprintf(flags->text[count], MATCH_FLAG_SIZE, format, arguments);
	va_end(arguments);
	flags->list[count] = flags->text[count];
}

static enum status add_offsets(struct match_flags *flags)
{
	struct task_offsets offsets;
	enum status status = btf_require_offsets(&offsets);

	if (status != STATUS_OK)
		return status;
	add(flags, "-DTASK_PID=%u", offsets.pid);
	add(flags, "-DTASK_TGID=%u", offsets.tgid);
	add(flags, "-DTASK_GROUP_LEADER=%u", offsets.group_leader);
	add(flags, "-DTASK_START_TIME=%u", offsets.start_time);
	return STATUS_OK;
}

enum status match_flags(const struct match *match, struct match_flags *flags)
{
	*flags = (struct match_flags){0};
	add(flags, "-g0"); /* no BTF comes about, which libbcc would load into the kernel */
	if (match->comm)
		add(flags, "-DMATCH_COMM");
	if (match->tgid)
		add(flags, "-DMATCH_TGID");
	if (match->tree)
		add(flags, "-DMATCH_TREE");
	if (match->per_process)
		add(flags, "-DPER_PROCESS");
	return match->tree || match->per_process ? add_offsets(flags) : STATUS_OK;
}

void match_config(const struct match *match, struct skbclone_config *config)
{
	*config = (struct skbclone_config){.tgid = match->tgid, .tracer = getpid()};
	if (match->comm)
		strncpy((char *)config->comm, match->comm, sizeof(config->comm) - 1);
}
