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

/* Add clang's flags: the filters, and what the run's rows show (has, of enum field_need).
 * Returns 0 or -ENOMEM. */
int filter_flags(const struct filter *filter, unsigned has, struct flags *flags);

/* Add the flags that come from the running kernel's types: offsets of fields. Logs failures;
 * where only the packet cannot be read, that is a warning. *is_complete: they have all fields
 * that were asked for. */
enum status filter_offsets(const struct filter *filter, unsigned has, struct flags *flags,
			   bool *is_complete);

/* Initialize config with the values. */
void filter_config(const struct filter *filter, struct skbclone_config *config);

#endif
