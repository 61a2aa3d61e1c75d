#include "host/shared_trace.h"

#include "base/io.h"
#include "base/log.h"

#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

/* How long to wait for the event, and how long it must stay off. */
enum { EVENT_LIMIT_MS = 500, EVENT_STAYS_MS = 10 };

void shared_trace_open(struct shared_trace *shared, int top)
{
	/* Fails while another process has it open. */
	int pipe = openat(top, "trace_pipe", O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	*shared = SHARED_TRACE_CLOSED;
	if (pipe < 0)
		return;
	shared->event = openat(top, TRACEFS_PRINTK_EVENT "/enable", O_RDWR | O_CLOEXEC);
	if (shared->event >= 0 && !io_is_off(shared->event))
		io_close(&shared->event);
	close(pipe);
}

bool shared_trace_has_event(int top)
{
	return faccessat(top, TRACEFS_PRINTK_EVENT, F_OK, 0) == 0;
}

void shared_trace_put_event_back(int event)
{
	int off_for_ms = 0, error = 0;
	bool was_on = false;

	for (int ms = 0; ms < EVENT_LIMIT_MS && off_for_ms < EVENT_STAYS_MS && !error; ms++) {
		if (io_is_off(event)) {
			off_for_ms += was_on;
			poll(NULL, 0, 1);
		} else {
			was_on = true;
			off_for_ms = 0;
			error = io_write_all(event, "0", 1);
		}
	}
	if (error)
		log_verbose("tracefs: cannot switch off the shared event: %s", strerror(-error));
}

void shared_trace_borrow_clock(struct shared_trace *shared, int top)
{
	char clocks[256], *start, *end;

	/* `local [global] counter`: the clock in brackets is the one in use. */
	if (io_read_file(top, "trace_clock", clocks, sizeof(clocks)) < 0)
		return;
	start = strchr(clocks, '[');
	end = start ? strchr(start, ']') : NULL;
	if (!end || end - start > (int)sizeof(shared->clock_was))
		return;
	*end = '\0';
	if (strcmp(start + 1, "mono") == 0)
		return;
	strcpy(shared->clock_was, start + 1);
	/* Open it now: the sandbox forbids opening it at the end. */
	shared->clock = openat(top, "trace_clock", O_WRONLY | O_CLOEXEC);
	if (shared->clock >= 0)
		(void)io_write_all(shared->clock, "mono", strlen("mono"));
}

void shared_trace_close(struct shared_trace *shared)
{
	if (shared->clock >= 0)
		(void)io_write_all(shared->clock, shared->clock_was, strlen(shared->clock_was));
	io_close(&shared->clock);
	io_close(&shared->event);
}
