#include "cmd/subcommand.h"

#include "cmd/options.h"

#include <stddef.h>
#include <string.h>

const struct subcommand *const subcommands[] = {
	&subcommand_trace_fields,
	&subcommand_perf_output,
	&subcommand_count,
	&subcommand_why,
	&subcommand_doctor,
	&subcommand_selftest,
	NULL,
};

const struct subcommand *subcommand_find(const char *name)
{
	for (int i = 0; subcommands[i]; i++) {
		if (strcmp(subcommands[i]->name, name) == 0)
			return subcommands[i];
	}
	return NULL;
}

int subcommand_run(const struct subcommand *subcommand, int argc, char **argv)
{
	struct options options;
	enum status status = options_parse(&options, subcommand, argc, argv);

	return status != STATUS_OK || options.done ? (int)status
						   : subcommand->run(subcommand, &options);
}
