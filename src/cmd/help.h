/* help: what --help and --version print, for all subcommands alike. */
#ifndef SKBCLONE_CMD_HELP_H
#define SKBCLONE_CMD_HELP_H

#include <argp.h>

void version_print(void);

/*
 * In an argp parser: print help or version, whichever of 'h' and 'V' the key
 * is. name: `skbclone count`. Returns ECANCELED, with which parsing ends: what
 * follows is not looked at.
 */
error_t help_answer(int key, struct argp_state *state, const char *name);

#endif
