/*
 * switches: root can switch off all probes while the kernel runs: kprobes by kprobes/enabled of
 * debugfs, and what ftrace calls by kernel.ftrace_enabled. Probes then attach as usual and see no
 * call. The checks kprobes and fentry look at the switches, and capture for as long as a run
 * traces.
 */
#ifndef SKBCLONE_HOST_SWITCHES_H
#define SKBCLONE_HOST_SWITCHES_H

#include "host/way.h"

#include <stdbool.h>

/* The switches of a way, opened while privileged; -1: not here, not ours to read, or of the other
 * way. */
struct switches {
	int kprobes;
	int ftrace;
};

/* Holds nothing; switches_close() accepts it. */
#define SWITCHES_CLOSED ((struct switches){-1, -1})

/* Open the switches of a way. Without privileges for one of them, it counts as on. root: a
 * descriptor of `/`. */
void switches_open(struct switches *switches, int root, enum way way);

/* Are all of them on now? */
bool switches_are_on(const struct switches *switches);

void switches_close(struct switches *switches);

#endif
