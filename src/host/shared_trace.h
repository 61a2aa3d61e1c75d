/*
 * shared_trace: what a run changes in the trace of the whole machine, and puts
 * back: the event of bpf_trace_printk(), which the kernel switches on when a
 * program is loaded that calls it, and the clock, where that trace has to serve
 * as ours.
 */
#ifndef SKBCLONE_HOST_SHARED_TRACE_H
#define SKBCLONE_HOST_SHARED_TRACE_H

#include <stdbool.h>

/* The directory of the event, below tracefs and below each of its instances;
 * kernels before 5.9 have none. */
#define TRACEFS_PRINTK_EVENT "events/bpf_trace/bpf_trace_printk"

struct shared_trace {
	int top; /* tracefs itself; the caller's, and to stay open */
	bool event_was_off;
	int clock;          /* open to put it back; -1: nothing to do */
	char clock_was[16]; /* as it was */
};

/* Holds nothing; shared_trace_close() is fine. */
#define SHARED_TRACE_CLOSED ((struct shared_trace){.top = -1, .clock = -1})

/* Remember whether the event is on. */
void shared_trace_open(struct shared_trace *shared, int top);

/* Has this kernel the event? */
bool shared_trace_has_event(int top);

/*
 * A program has been loaded: switch the event off again if it was off, before
 * the probe is attached, so that not one of our lines gets there. Not while
 * somebody reads the shared trace_pipe, who may want it on.
 */
void shared_trace_put_event_back(const struct shared_trace *shared);

/* Set the clock to CLOCK_MONOTONIC until shared_trace_close(). */
void shared_trace_borrow_clock(struct shared_trace *shared);

/* Put the clock back if it was borrowed. */
void shared_trace_close(struct shared_trace *shared);

#endif
