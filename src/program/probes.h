/*
 * probes: the table of which program of an object is attached where, and how. A new way to
 * attach is a new struct probe_kind. loaded calls it.
 */
#ifndef SKBCLONE_PROGRAM_PROBES_H
#define SKBCLONE_PROGRAM_PROBES_H

#include <linux/bpf.h>
#include <stdbool.h>

/* The program that runs at each call of skb_clone(). */
#define PROBE_OF_CALLS "trace_skb_clone"

/* A way to attach a program. */
struct probe_kind {
	enum bpf_prog_type type;

	/* Attach the loaded program, a descriptor. Returns a descriptor that keeps it
	 * attached, or -1 and errno. */
	int (*attach)(int program, const char *target);
};

struct probe {
	const char *program; /* its name in the BPF text */
	const struct probe_kind *kind;
	const char *target; /* kernel function or tracepoint */
	bool is_optional;   /* a run goes on without it: it only adds details */
};

/* In the order of attachment. Ends with a NULL program. */
extern const struct probe probes[];

/* Returns the probe of the named program, or NULL if there is none. */
const struct probe *probe_find(const char *program);

#endif
