/*
 * kprobes: does the kernel have probes, and are they switched on? root can switch all of
 * them off while the kernel runs: by kprobes/enabled of debugfs, or by kernel.ftrace_enabled,
 * since ftrace calls the probes on x86. Then probes attach as usual and see no call. The
 * table of checks calls it, and capture for as long as a run traces.
 */
#ifndef SKBCLONE_HOST_KPROBES_H
#define SKBCLONE_HOST_KPROBES_H

#include "base/status.h"

#include <stdbool.h>

/* The two switches, opened while privileged; -1: not here, or not ours to read. */
struct kprobes {
	int enabled;
	int ftrace;
};

/* Holds nothing; kprobes_close() accepts it. */
#define KPROBES_CLOSED ((struct kprobes){-1, -1})

/* Check that kprobes exist and are switched on. Logs. root: a descriptor of `/`. */
enum status kprobes_check(int root);

/* Open the switches. Without privileges for one of them, it counts as on. */
void kprobes_open(struct kprobes *kprobes, int root);

/* Are the kprobes switched on now? */
bool kprobes_are_on(const struct kprobes *kprobes);

void kprobes_close(struct kprobes *kprobes);

#endif
