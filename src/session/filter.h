/*
 * filter: which calls count, as the user asked. It tells what of the filters is compiled
 * into the program, and the values that the program compares with.
 */
#ifndef SKBCLONE_SESSION_FILTER_H
#define SKBCLONE_SESSION_FILTER_H

#include "base/status.h"
#include "program/flags.h"
#include "programs/event.h"

#include <stdbool.h>
#include <stdint.h>

struct filter {
	const char *comm; /* NULL: any */
	uint32_t tgid;    /* 0: any */
	bool tree;        /* what this process forks, and its descendants */
	bool per_process; /* COUNT is each process's own */
};

/* Add clang's flags, with the kernel's offsets where they are needed. Logs what fails. */
enum status filter_flags(const struct filter *filter, struct flags *flags);

/* Set the values. */
void filter_config(const struct filter *filter, struct skbclone_config *config);

#endif
