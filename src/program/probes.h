/*
 * probes: the table of which program of an object is attached where, and how. A new way to
 * attach is a new struct probe_kind. loaded calls it.
 */
#ifndef SKBCLONE_PROGRAM_PROBES_H
#define SKBCLONE_PROGRAM_PROBES_H

#include "host/way.h"
#include "program/object.h"

#include <stdbool.h>

/* The program that runs at each call of skb_clone(). */
#define PROBE_OF_CALLS "trace_skb_clone"

/* How a program is loaded and attached. */
struct probe_kind {
	/* Load the program, whose instructions refer to maps by their descriptors. Returns a
	 * descriptor, or -1 and errno. */
	int (*load)(const struct object_program *program, const char *license, const char *target);

	/* Attach the loaded program, a descriptor. Returns a descriptor that keeps it
	 * attached, or -1 and errno. */
	int (*attach)(int program, const char *target);
};

struct probe {
	const char *program;           /* its name in the BPF text */
	const struct probe_kind *kind; /* by kprobe; probe_kind() returns the run's own */
	const char *target;            /* kernel function or tracepoint */
	bool is_optional;              /* a run goes on without it: it only adds details */
};

/* In the order of attachment. Ends with a NULL program. */
extern const struct probe probes[];

/* Returns the probe of the named program, or NULL if there is none. */
const struct probe *probe_find(const char *program);

/* Returns the kind of the probe in a run that attaches to functions in this way. */
const struct probe_kind *probe_kind(const struct probe *probe, enum way way);

#endif
