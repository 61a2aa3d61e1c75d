/*
 * probes: which program of an object is attached to what, and how. One table; a further
 * way to attach is one more struct probe_kind.
 */
#ifndef SKBCLONE_PROGRAM_PROBES_H
#define SKBCLONE_PROGRAM_PROBES_H

#include <linux/bpf.h>

/* The program that runs at each call of skb_clone(). */
#define PROBE_OF_CALLS "trace_skb_clone"

/* A way to attach a program. */
struct probe_kind {
	enum bpf_prog_type type;

	/* Attach the loaded program. A descriptor that keeps it attached, or -1 and errno. */
	int (*attach)(int program, const char *target);
};

struct probe {
	const char *program; /* its name in the BPF text */
	const struct probe_kind *kind;
	const char *target; /* the kernel's name of the function or tracepoint */
};

/* In the order in which they are attached. Ends with a NULL program. */
extern const struct probe probes[];

/* The probe of the program of that name; NULL if there is none. */
const struct probe *probe_find(const char *program);

#endif
