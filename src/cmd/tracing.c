#include "base/log.h"
#include "cmd/options.h"
#include "program/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static int print_program(const char *name)
{
	char *text = text_assemble(name);
	bool failed;

	if (!text)
		return log_failure(ENOMEM, "memory");
	failed = fputs(text, stdout) == EOF || fflush(stdout) == EOF;
	free(text);
	return failed ? log_failure(errno, "stdout") : STATUS_OK;
}

int tracing_run(const struct subcommand *subcommand, const struct options *options)
{
	struct source *source = subcommand->new_source(options);
	int status;

	if (!source)
		return log_failure(ENOMEM, "memory");
	if (!options->print_program)
		return session_run(&options->session, source);
	status = print_program(source->ops->program);
	source->ops->close(source);
	return status;
}
