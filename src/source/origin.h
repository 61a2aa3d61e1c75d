/*
 * origin: where calls come from. It owns the names of the kernel's functions, and the interned
 * stacks. For the sources perf and why, it fills in the stack, cause, context and packet of a row.
 */
#ifndef SKBCLONE_SOURCE_ORIGIN_H
#define SKBCLONE_SOURCE_ORIGIN_H

#include "event/row.h"
#include "event/stack.h"
#include "host/ksyms.h"
#include "host/way.h"

#include <stdio.h>

struct origins {
	struct ksyms ksyms;
	struct stacks stacks;
	void *strings;         /* the names that frames point to, each once; tsearch(3) */
	FILE *modules;         /* /proc/modules, opened while privileged; NULL: not available */
	uint64_t modules_hash; /* of the names and addresses of all modules */
	size_t own_place;      /* see struct stack_names */
	uint64_t looked_ns;    /* when /proc/modules was read last, CLOCK_MONOTONIC */
};

/* An initial value; origins_close() accepts it. (GCC 10 warns of the fields behind a compound
 * literal, unless one of them is named.) */
#define ORIGINS_CLOSED ((struct origins){.ksyms = KSYMS_CLOSED, .modules = NULL})

/* Open the kernel's names; this needs privileges. root: a descriptor of `/`. If the names are not
 * available, log a warning: all causes are unknown then. */
void origins_open(struct origins *origins, int root);

/* Tell how the program that takes the stacks is attached. */
void origins_attach(struct origins *origins, enum way way);

/*
 * Fill in stack, cause, context and packet of the row. addresses: the return addresses of the
 * stack, innermost first. raw: facts of the packet; NULL: the program did not take them. Returns 0
 * or -ENOMEM. The row becomes a user of its stack, see stack_put().
 */
int origins_fill(struct origins *origins, struct row *row, const uint64_t *addresses, size_t count,
		 const struct skbclone_packet *raw);

void origins_close(struct origins *origins);

#endif
