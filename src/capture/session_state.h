/*
 * session_state: a run of a tracing subcommand, shared by session.c, which
 * checks, sets up and takes down, and run.c, which runs from the attachment to
 * the summary.
 */
#ifndef SKBCLONE_CAPTURE_SESSION_STATE_H
#define SKBCLONE_CAPTURE_SESSION_STATE_H

#include "capture/command.h"
#include "capture/counters.h"
#include "capture/pump.h"
#include "capture/session.h"
#include "capture/watch.h"
#include "program/build.h"
#include "program/loaded.h"

struct session {
	const struct session_options *options;
	struct source *source;
	int root;   /* a descriptor of `/` */
	int output; /* -1: not open yet */
	uint32_t cpu_count;
	struct watch watch;
	struct command command;
	struct match_flags flags;
	struct build build;
	bool built; /* the object was in the cache */
	struct object object;
	struct loaded loaded;
	struct counters counters;
	struct pump pump;
	uint64_t end_ns;        /* when -d ends the run; UINT64_MAX: never */
	uint64_t next_table_ns; /* when -i wants totals; UINT64_MAX: never */
	uint64_t tables;        /* intervals that have passed */
	uint64_t table_calls;   /* calls in the table written last */
	bool ran_out;           /* COMMAND, or the process of -p, has ended */
};

/* The descriptor of a map of the loaded object. */
int session_map(const struct session *session, const char *name);

/* Attach, trace to the end, show what is left, and report. The exit status,
 * which may be COMMAND's. */
int session_trace(struct session *session);

#endif
