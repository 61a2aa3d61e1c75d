/*
 * filter: the user's choice of which calls count. It provides the clang flags that compile
 * the filters in, and the values that the program compares with. session calls it.
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
	bool tree;        /* processes that this process forks, and their descendants */
	bool per_process; /* each process has its own COUNT */
};

/* Add the flags for clang, with offsets in the kernel's structs if needed. Logs
 * failures. */
enum status filter_flags(const struct filter *filter, struct flags *flags);

/* Initialize config with the values. */
void filter_config(const struct filter *filter, struct skbclone_config *config);

#endif
