#include "cmd/tracing.h"

#include "base/log.h"
#include "program/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int print_program(const struct tracing *tracing)
{
	char *text = text_assemble(tracing->program);
	int failed;

	if (!text) {
		log_failure(ENOMEM, "memory");
		return STATUS_FAILED;
	}
	failed = fputs(text, stdout) == EOF || fflush(stdout) == EOF;
	if (failed)
		log_failure(errno, "stdout");
	free(text);
	return failed ? STATUS_FAILED : STATUS_OK;
}

int tracing_run(const struct tracing *tracing, int argc, char **argv)
{
	struct tracing_options options;
	enum status status = tracing_parse(tracing, &options, argc, argv);
	struct source *source;

	if (status != STATUS_OK || options.done)
		return status;
	if (options.print_program)
		return print_program(tracing);
	source = tracing->new_source(&options);
	if (!source) {
		log_failure(ENOMEM, "memory");
		return STATUS_FAILED;
	}
	return session_run(&options.session, source);
}
