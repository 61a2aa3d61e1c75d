#include "host/shared_trace.h"

#include "base/io.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

/* How long the event is waited for, and how long it is to stay off. */
enum { EVENT_LIMIT_MS = 500, EVENT_STAYS_MS = 10 };

#define EVENT_ENABLE TRACEFS_PRINTK_EVENT "/enable"

static bool event_is_off(int top)
{
	char value[8];

	return io_read_file(top, EVENT_ENABLE, value, sizeof(value)) > 0 && value[0] == '0';
}

void shared_trace_open(struct shared_trace *shared, int top)
{
	*shared = SHARED_TRACE_CLOSED;
	shared->top = top;
	shared->event_was_off = event_is_off(top);
}

bool shared_trace_has_event(int top)
{
	return faccessat(top, TRACEFS_PRINTK_EVENT, F_OK, 0) == 0;
}

/* The event is switched on by loading (kernel/trace/bpf_trace.c), on newer
 * kernels (seen on 6.1.0-56) a little later, from a work queue. So: once it is
 * on, and until it stays off. 0 or -errno. */
static int switch_event_off(int top)
{
	int off_for_ms = 0, error = 0;
	bool was_on = false;

	for (int ms = 0; ms < EVENT_LIMIT_MS && off_for_ms < EVENT_STAYS_MS && !error; ms++) {
		if (event_is_off(top)) {
			off_for_ms += was_on;
			poll(NULL, 0, 1);
		} else {
			was_on = true;
			off_for_ms = 0;
			error = io_write_file(top, EVENT_ENABLE, "0");
		}
	}
	return error;
}

void shared_trace_put_event_back(const struct shared_trace *shared)
{
	int pipe, error;

	if (!shared->event_was_off)
		return;
	/* Refused while somebody else has it open. */
	pipe = openat(shared->top, "trace_pipe", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	error = pipe < 0 ? -errno : switch_event_off(shared->top);
	if (error)
		log_verbose("tracefs: the shared event stays on: %s", strerror(-error));
	io_close(&pipe);
}

void shared_trace_borrow_clock(struct shared_trace *shared)
{
	char clocks[256], *start, *end;

	/* `local [global] counter`: the clock in brackets is the one in use. */
	if (io_read_file(shared->top, "trace_clock", clocks, sizeof(clocks)) < 0)
		return;
	start = strchr(clocks, '[');
	end = start ? strchr(start, ']') : NULL;
	if (!end || end - start > (int)sizeof(shared->clock_was))
		return;
	*end = '\0';
	if (strcmp(start + 1, "mono") == 0)
		return;
	strcpy(shared->clock_was, start + 1);
	/* Open it now: at the end the right to do so is gone. */
	shared->clock = openat(shared->top, "trace_clock", O_WRONLY | O_CLOEXEC);
	if (shared->clock >= 0)
		(void)io_write_all(shared->clock, "mono", strlen("mono"));
}

void shared_trace_close(struct shared_trace *shared)
{
	if (shared->clock >= 0)
		(void)io_write_all(shared->clock, shared->clock_was, strlen(shared->clock_was));
	io_close(&shared->clock);
}
