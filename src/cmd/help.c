#include "cmd/help.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

void version_print(void)
{
	puts("skbclone " SKBCLONE_VERSION);
}

error_t help_answer(int key, struct argp_state *state, const char *name)
{
	if (key == 'V') {
		version_print();
		return ECANCELED;
	}
	state->name = (char *)name;
	(void)setenv("ARGP_HELP_FMT", "no-dup-args-note", 1);
	argp_state_help(state, stdout, ARGP_HELP_SHORT_USAGE | ARGP_HELP_LONG | ARGP_HELP_DOC);
	return ECANCELED;
}
