/* version: what --version prints, for all subcommands alike. */
#ifndef SKBCLONE_CMD_VERSION_H
#define SKBCLONE_CMD_VERSION_H

#include <stdio.h>

static inline void version_print(void)
{
	puts("skbclone " SKBCLONE_VERSION);
}

#endif
