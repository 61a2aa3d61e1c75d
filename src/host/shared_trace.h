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
	int event;          /* its switch, open; -1: it is on, or is to stay on */
	int clock;          /* open to put it back; -1: nothing to do */
	char clock_was[16]; /* as it was */
};

/* Holds nothing; shared_trace_close() is fine. */
#define SHARED_TRACE_CLOSED ((struct shared_trace){.event = -1, .clock = -1})

/*
 * Open the event's switch if it is off; not while somebody reads the shared
 * trace_pipe, who may want it on. top: tracefs itself, here and below.
 */
void shared_trace_open(struct shared_trace *shared, int top);

/* Has this kernel the event? */
bool shared_trace_has_event(int top);

/*
 * Switch the event off, once it has been switched on, and until it stays off:
 * loading does that (kernel/trace/bpf_trace.c), on newer kernels (seen on
 * 6.1.0-56) a little later, from a work queue. event: the switch, open.
 */
void shared_trace_put_event_back(int event);

/* Set the clock to CLOCK_MONOTONIC until shared_trace_close(). */
void shared_trace_borrow_clock(struct shared_trace *shared, int top);

/* Put the clock back if it was borrowed, and close the event's switch. */
void shared_trace_close(struct shared_trace *shared);

#endif
