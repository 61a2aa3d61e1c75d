#include "session/loop.h"

#include "base/array.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/stop.h"

#include <errno.h>

enum {
	/* Longest sleep between two drains: a row must appear within 100 ms. */
	TICK_MS = 50,
	/* In a quiet run, in which the next call wakes us. Only a CPU that has come online has no
	 * ring, and cannot. */
	QUIET_TICK_MS = 500,
};

bool loop_is_stopped(const struct loop *loop)
{
	return stop_came() || loop->sink->closed || pump_is_full(loop->pump) ||
	       clock_ns() >= loop->end_ns;
}

/* Is there text, or are there totals, that the output has not taken yet? */
static bool output_waits(const struct loop *loop)
{
	return sink_waits(loop->sink) || tables_wait(loop->tables);
}

static void end_target(struct loop *loop)
{
	loop->target_ended = true;
	stop_share(false);
}

/* Note how many calls there were, and whether the run is quiet. That is told by the clock of
 * before: a call that is not counted here reads the clock later. */
static void note_calls(struct loop *loop)
{
	const struct counters *counters = &loop->capture->counters;
	const struct source *source = loop->capture->source;
	const uint64_t now = clock_ns();
	const struct kernel_account account = counters_account(counters);
	const uint64_t calls = account.done == account.calls ? account.calls : TABLES_UNSETTLED;

	/* The clock of after: any of these may have woken us just now. */
	if (calls != loop->calls || calls == TABLES_UNSETTLED)
		loop->calls_ns = clock_ns();
	loop->calls = calls;
	loop->is_quiet = !source->ops->drain ||
			 (source->idle_fd >= 0 && now > loop->calls_ns + SKBCLONE_RING_AGAIN_NS);
}

/* Sleep until there may be something to do. */
static enum status sleep_until_ready(struct loop *loop, int timeout_ms)
{
	const struct watch *watch = loop->watch;
	const struct source *source = loop->capture->source;
	struct pollfd polled[] = {
		/* once readable, they stay readable */
		{.fd = loop->target_ended ? -1 : watch->process, .events = POLLIN},
		{.fd = loop->target_ended ? -1 : watch->child, .events = POLLIN},
		{.fd = loop->sink->writer.fd, .events = output_waits(loop) ? POLLOUT : 0},
		/* without room, the rings cannot be drained */
		{.fd = !sink_has_room(loop->sink) ? -1
		       : loop->is_quiet           ? source->idle_fd
						  : source->wait_fd,
		 .events = POLLIN},
	};
	int ready = stop_poll(polled, ARRAY_SIZE(polled), timeout_ms);

	if (ready < 0 && ready != -ECANCELED)
		return log_failure(-ready, "poll");
	if (polled[0].revents || polled[1].revents)
		end_target(loop);
	if (polled[2].revents & (POLLERR | POLLHUP))
		loop->sink->closed = true;
	if (polled[3].revents)
		loop->calls_ns = clock_ns();
	return STATUS_OK;
}

static enum status step(struct loop *loop, uint64_t settled_ns, bool *more)
{
	enum status status = tables_step(loop->tables);

	return status == STATUS_OK ? pump_step(loop->pump, settled_ns, more) : status;
}

/* Returns the longest time to sleep, in ms. more: there is data to drain. */
static int time_to_sleep(const struct loop *loop, bool more)
{
	uint64_t now = clock_ns();
	const int tick_ms = loop->is_quiet && !output_waits(loop) ? QUIET_TICK_MS : TICK_MS;
	uint64_t next = loop->end_ns < loop->tables->next_ns ? loop->end_ns : loop->tables->next_ns;

	if (loop->tally.next_ns < next)
		next = loop->tally.next_ns;
	if ((more && sink_has_room(loop->sink)) || next <= now)
		return 0;
	if (next - now < (uint64_t)tick_ms * CLOCK_NS_PER_MS)
		return (next - now) / CLOCK_NS_PER_MS + 1;
	return tick_ms;
}

enum status loop_follow(struct loop *loop)
{
	struct counters *counters = &loop->capture->counters;
	enum status status = STATUS_OK;
	bool more = false;

	while (status == STATUS_OK && !loop->target_ended && !loop_is_stopped(loop)) {
		status = step(loop, counters_settled(counters), &more);
		if (!more)
			capture_look(loop->capture);
		tally_tick(&loop->tally, counters);
		note_calls(loop);
		if (status == STATUS_OK)
			status = tables_tick(loop->tables, loop->calls);
		if (status == STATUS_OK && !loop_is_stopped(loop))
			status = sleep_until_ready(loop, time_to_sleep(loop, more));
	}
	/* What may stay unread at the end is not to wake us. */
	loop->is_quiet = false;
	return status;
}

enum status loop_end(struct loop *loop, const struct summary *summary, uint64_t limit_ns)
{
	struct sink *sink = loop->sink;
	enum status status = STATUS_OK;
	bool more = !loop->tables->file, given_up = false;

	while (status == STATUS_OK && !sink->closed && !given_up && (more || sink_waits(sink))) {
		size_t waiting;

		while (more && sink_has_room(sink))
			more = sink_end(sink, summary);
		waiting = sink_waits(sink);
		status = sink_flush(sink);
		given_up = clock_ns() >= limit_ns && loop_is_stopped(loop) &&
			   sink_waits(sink) == waiting;
		if (status == STATUS_OK && !given_up && sink_waits(sink))
			status = sleep_until_ready(loop, TICK_MS);
	}
	return status;
}

enum status loop_drain(struct loop *loop, uint64_t limit_ns)
{
	struct counters *counters = &loop->capture->counters;
	enum status status = STATUS_OK;
	bool more = true, given_up = false;

	while (status == STATUS_OK && !loop->sink->closed && !given_up &&
	       (more || output_waits(loop))) {
		bool over = clock_ns() >= limit_ns;
		bool idle = over || counters_idle(counters);
		uint64_t shown = sink_shown(loop->sink);

		status = step(loop, idle ? UINT64_MAX : counters_settled(counters), &more);
		given_up =
			over && loop_is_stopped(loop) && (more || sink_shown(loop->sink) == shown);
		more = more || !idle;
		if (status == STATUS_OK && !given_up)
			status = sleep_until_ready(loop, output_waits(loop) ? TICK_MS
							 : idle             ? 0
									    : 1);
	}
	return status;
}
