/*
 * shared_trace: the settings of the machine's shared trace that a run changes and restores.
 * One is the event of bpf_trace_printk(): the kernel switches it on when it loads a program
 * that calls this function. The other is the clock, if a run reads the shared trace.
 */
#ifndef SKBCLONE_HOST_SHARED_TRACE_H
#define SKBCLONE_HOST_SHARED_TRACE_H

#include <stdbool.h>

/* The directory of the event, in tracefs and in each of its instances. Kernels before 5.9
 * do not have it. */
#define TRACEFS_PRINTK_EVENT "events/bpf_trace/bpf_trace_printk"

struct shared_trace {
	int event;          /* its file `enable`; -1: the event stays as it is */
	int clock;          /* the file `trace_clock`; -1: nothing to restore */
	char clock_was[16]; /* the clock to restore */
};

/* Holds nothing; shared_trace_close() accepts it. */
#define SHARED_TRACE_CLOSED ((struct shared_trace){.event = -1, .clock = -1})

/*
 * Open the event's `enable` if the event is off, but not while another process reads the
 * shared trace_pipe: that reader may want the event on. top: a descriptor of tracefs, here
 * and below.
 */
void shared_trace_open(struct shared_trace *shared, int top);

/* Does this kernel have the event? */
bool shared_trace_has_event(int top);

/*
 * Wait until the kernel has switched the event on, and switch it off until it stays off.
 * Loading the program switches it on (kernel/trace/bpf_trace.c); newer kernels (seen on
 * 6.1.0-56) do so a little later, from a work queue. event: a descriptor of `enable`.
 */
void shared_trace_put_event_back(int event);

/* Set the clock to CLOCK_MONOTONIC until shared_trace_close(). */
void shared_trace_borrow_clock(struct shared_trace *shared, int top);

/* Restore the clock if it was borrowed, and close both files. */
void shared_trace_close(struct shared_trace *shared);

#endif
