/* plain: the options of the subcommands that trace nothing by themselves. */
#ifndef SKBCLONE_CMD_PLAIN_H
#define SKBCLONE_CMD_PLAIN_H

#include "base/status.h"

#include <stdbool.h>

struct plain {
	const char *name;     /* `skbclone doctor` */
	const char *help;     /* what it does; a few lines */
	const char *examples; /* behind the options */
	bool has_format;      /* --format table|json */
};

struct plain_options {
	bool json;
	bool done; /* help or version was printed, that was all */
};

/* STATUS_OK or STATUS_USAGE, logged. */
enum status plain_parse(const struct plain *plain, struct plain_options *options, int argc,
			char **argv);

#endif
