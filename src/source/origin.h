/*
 * origin: where calls come from. It owns the kernel's names and the stacks that were met,
 * and fills in cause, context, stack and packet of a row.
 */
#ifndef SKBCLONE_SOURCE_ORIGIN_H
#define SKBCLONE_SOURCE_ORIGIN_H

#include "event/row.h"
#include "event/stack.h"
#include "host/ksyms.h"

#include <stdio.h>

struct origins {
	struct ksyms ksyms;
	struct stacks stacks;
	void *strings;         /* tsearch(3) of names, each once */
	FILE *modules;         /* /proc/modules, opened while privileged; NULL: it could not be */
	uint64_t modules_hash; /* of their names and addresses */
	uint64_t looked_ns;    /* when they were looked at, CLOCK_MONOTONIC */
};

/* Holds nothing; origins_close() is fine. */
#define ORIGINS_CLOSED ((struct origins){.ksyms = KSYMS_CLOSED})

/* Read the kernel's names, while we may. root: a descriptor of `/`. Without names there is
 * a warning, and all causes are unknown. */
void origins_open(struct origins *origins, int root);

/*
 * Fill in the row. addresses: return addresses of its stack, innermost first. raw: its
 * packet; NULL: it was not taken. Returns 0 or -ENOMEM. The row is a user of its stack, see
 * stack_put().
 */
int origins_fill(struct origins *origins, struct row *row, const uint64_t *addresses, size_t count,
		 const struct skbclone_packet *raw);

void origins_close(struct origins *origins);

#endif
