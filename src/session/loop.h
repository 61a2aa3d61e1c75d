/*
 * loop: what happens between the attachment and the end of a run: rows and totals are
 * moved, descriptors are waited for, and what ends the run is noticed.
 */
#ifndef SKBCLONE_SESSION_LOOP_H
#define SKBCLONE_SESSION_LOOP_H

#include "session/capture.h"
#include "session/pump.h"
#include "session/tables.h"
#include "session/watch.h"

struct loop {
	struct watch *watch; /* this and the next four are borrowed */
	struct capture *capture;
	struct sink *sink;
	struct pump *pump;
	struct tables *tables;
	uint64_t end_ns;   /* when -d ends the run; UINT64_MAX: never */
	bool target_ended; /* COMMAND, or the process of -p */
};

/* Does the user want the run to end now: by a signal, -d, -M, or a closed output? */
bool loop_is_stopped(const struct loop *loop);

/* Until the run is stopped or its target has ended. Logs what fails. */
enum status loop_follow(struct loop *loop);

/*
 * After the detachment: show what is left. Until limit_ns (CLOCK_MONOTONIC), wait for calls
 * that were counted but not submitted yet. After it, a stopped run drops unread data, and
 * what the output does not take. A run whose target ended is written completely. Logs what
 * fails.
 */
enum status loop_drain(struct loop *loop, uint64_t limit_ns);

#endif
