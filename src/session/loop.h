/*
 * loop: the main loop of a run, from attach to the end. It moves rows and totals, waits for
 * descriptors, and notices what ends the run. session calls it.
 */
#ifndef SKBCLONE_SESSION_LOOP_H
#define SKBCLONE_SESSION_LOOP_H

#include "session/capture.h"
#include "session/pump.h"
#include "session/tables.h"
#include "session/tally.h"
#include "session/watch.h"

struct loop {
	struct watch *watch; /* this and the next four are borrowed */
	struct capture *capture;
	struct sink *sink;
	struct pump *pump;
	struct tables *tables;
	struct tally tally;
	uint64_t end_ns;   /* when -d ends the run; UINT64_MAX: never */
	bool target_ended; /* COMMAND, or the process of -p, has ended */
	uint64_t calls;    /* counted in all, and submitted; TABLES_UNSETTLED: not all are */
	uint64_t calls_ns; /* when that changed, or there was something to drain */
	bool is_quiet;     /* no call for so long that the next one wakes us */
};

/* Must the run end now, because of a signal, -d, -M, or a closed output? */
bool loop_is_stopped(const struct loop *loop);

/* Run until the user stops the run or its target ends. Logs failures. */
enum status loop_follow(struct loop *loop);

/* Drain after detaching. Until limit_ns (CLOCK_MONOTONIC), wait for calls that were counted
 * but not yet submitted. After it, a stopped run drops data that is unread or that the
 * output does not take; a run whose target ended is written completely. Logs failures. */
enum status loop_drain(struct loop *loop, uint64_t limit_ns);

/* Write the end of the run: the summary, and what a format has kept for it. Gives up as
 * loop_drain() does. Logs failures. */
enum status loop_end(struct loop *loop, const struct summary *summary, uint64_t limit_ns);

#endif
