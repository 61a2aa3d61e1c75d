#include "base/clock.h"
#include "base/log.h"
#include "capture/output_file.h"
#include "capture/session_state.h"
#include "host/checks.h"
#include "host/machine.h"
#include "host/sandbox.h"

#include <bcc/libbpf.h>
#include <errno.h>
#include <linux/capability.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
	/* How often buffers are looked at when nothing wakes us: a row is to be
	 * out within 100 ms. */
	TICK_MS = 50,
	/* What is still unread this long after the user has ended the run is
	 * given up, and so is what the output does not take then. */
	DRAIN_LIMIT_MS = 500,
	/* RLIMIT_NICE counts from 1, the nicest: getrlimit(2). */
	NICE_HIGHEST = 40,
};

static uint64_t after(uint64_t ns)
{
	return ns ? clock_ns() + ns : UINT64_MAX;
}

/* Nothing more is to be opened or started: from here on only what the end of
 * the run still needs is kept. */
static enum status give_up_privileges(const struct session *session)
{
	const struct command *command = &session->command;
	struct sandbox sandbox = {.signalled = command->pid};
	enum status status;

	/* Before 5.19 looking at a map takes it, as Debian and Ubuntu are set. */
	if (!machine_kernel_is(5, 19))
		sandbox.capabilities |= SANDBOX_CAPABILITY(SANDBOX_CAP_BPF);
	if (command->pid && !command->user.is_caller)
		sandbox.capabilities |= SANDBOX_CAPABILITY(CAP_KILL);
	/* So that the end may hurry, see finish(); where it cannot be had, the
	 * end takes longer. */
	(void)setrlimit(RLIMIT_NICE, &(struct rlimit){NICE_HIGHEST, NICE_HIGHEST});
	status = sandbox_enter(&sandbox);
	/* What checks, compile, load and filter had allocated. */
	malloc_trim(0);
	return status;
}

/* The probe is attached: open the output, let COMMAND go. */
static int start(struct session *session)
{
	const struct session_options *options = session->options;
	enum status status = STATUS_OK;
	int failed;

	session->end_ns = after(options->duration_ns);
	session->next_table_ns = after(options->interval_ns);
	if (options->output)
		status = output_file_open(options->output, options->force, &session->output);
	if (status != STATUS_OK)
		return status;
	if (!options->quiet)
		log_plain("Tracing skb_clone()... Ctrl-C to end");
	status = pump_start(&session->pump, options->output ? session->output : STDOUT_FILENO);
	if (status != STATUS_OK)
		return status;
	if (!options->command)
		return STATUS_OK;
	failed = command_start(&session->command, !options->output);
	return failed ? failed : (int)watch_command(&session->watch, session->command.pid);
}

/* Read the totals and begin to write them as the next table, unless they are
 * those of the last one. A table is written whole before the next is read. */
static enum status write_table(struct session *session, uint64_t number)
{
	const struct totals_maps maps = {
		.processes = session_map(session, "processes"),
		.names = session_map(session, "names"),
		.cpu_count = session->cpu_count,
	};
	struct kernel_account account = counters_account(&session->counters);
	int error;

	if (session->pump.table > 0 && account.calls == session->table_calls)
		return STATUS_OK;
	error = totals_read(&session->pump.totals, &maps, account.other);
	if (error) {
		log_failure(-error, "totals");
		return STATUS_FAILED;
	}
	session->table_calls = account.calls;
	session->pump.table = number;
	pump_totals(&session->pump);
	return STATUS_OK;
}

static enum status write_interval(struct session *session)
{
	if (clock_ns() < session->next_table_ns || pump_waits(&session->pump))
		return STATUS_OK;
	session->next_table_ns += session->options->interval_ns;
	return write_table(session, ++session->tables);
}

/* Sleep until there may be something to do. */
static enum status wait(struct session *session, int timeout_ms)
{
	struct watch *watch = &session->watch;
	struct pump *pump = &session->pump;
	struct pollfd polled[] = {
		{.fd = watch->signals, .events = POLLIN},
		/* they stay readable for good */
		{.fd = session->ran_out ? -1 : watch->process, .events = POLLIN},
		{.fd = session->ran_out ? -1 : watch->command, .events = POLLIN},
		{.fd = pump->writer.fd, .events = pump_waits(pump) ? POLLOUT : 0},
		{.fd = session->source->ops->wait_fd(session->source), .events = POLLIN},
	};

	if (!pump_has_room(pump))
		polled[4].fd = -1; /* what the rings hold cannot be taken now */
	if (poll(polled, sizeof(polled) / sizeof(polled[0]), timeout_ms) < 0 && errno != EINTR) {
		log_failure(errno, "poll");
		return STATUS_FAILED;
	}
	if (polled[0].revents)
		watch_read_signals(watch);
	if (polled[1].revents || polled[2].revents)
		session->ran_out = true;
	if (polled[3].revents & (POLLERR | POLLHUP))
		pump->output_closed = true;
	return STATUS_OK;
}

/* How long wait() may sleep at most. */
static int time_to_wait(const struct session *session, bool more)
{
	uint64_t now = clock_ns();
	uint64_t next =
		session->end_ns < session->next_table_ns ? session->end_ns : session->next_table_ns;

	if ((more && pump_has_room(&session->pump)) || next <= now)
		return 0;
	if (next - now < (uint64_t)TICK_MS * CLOCK_NS_PER_MS)
		return (next - now) / CLOCK_NS_PER_MS + 1;
	return TICK_MS;
}

/* Somebody wants the run to end now. */
static bool is_stopped(const struct session *session)
{
	return session->watch.ending_signal || session->pump.output_closed ||
	       pump_is_full(&session->pump) || clock_ns() >= session->end_ns;
}

static enum status follow(struct session *session)
{
	enum status status = STATUS_OK;
	bool more = false;

	while (status == STATUS_OK && !session->ran_out && !is_stopped(session)) {
		status = pump_step(&session->pump, counters_settled(&session->counters), &more);
		if (status == STATUS_OK)
			status = write_interval(session);
		if (status == STATUS_OK && !is_stopped(session))
			status = wait(session, time_to_wait(session, more));
	}
	return status;
}

/* Nothing more is counted: move what is left, as far as it is wanted. Until the
 * limit what CPUs have counted and not handed over yet is waited for; from there
 * on a run that was stopped gives up what is unread, and what it has read once
 * the output takes no more. One that ran out is shown whole. */
static enum status drain(struct session *session, uint64_t limit)
{
	struct pump *pump = &session->pump;
	enum status status = STATUS_OK;
	bool more = true, given_up = false;

	while (status == STATUS_OK && !pump->output_closed && !given_up &&
	       (more || pump_waits(pump))) {
		bool over = clock_ns() >= limit;
		bool idle = over || counters_idle(&session->counters);
		uint64_t written = pump->writer.lines_written;

		status = pump_step(pump, idle ? UINT64_MAX : counters_settled(&session->counters),
				   &more);
		given_up = over && is_stopped(session) &&
			   (more || pump->writer.lines_written == written);
		more = more || !idle;
		if (status == STATUS_OK && !given_up)
			status = wait(session, pump_waits(pump) ? TICK_MS : idle ? 0 : 1);
	}
	return status;
}

/* Processes of COMMAND's tree that there was no room to follow. */
static void report_unfollowed(const struct session *session)
{
	struct skbclone_config config;
	int first = 0;

	if (session->options->match.tree &&
	    bpf_lookup_elem(session_map(session, "config"), &first, &config) == 0 &&
	    config.unfollowed)
		log_warning("%u processes of the command were not followed, too many ran at once",
			    config.unfollowed);
}

static enum status report(struct session *session)
{
	struct kernel_account account = counters_account(&session->counters);
	struct pump *pump = &session->pump;
	enum status status;
	struct summary summary;
	char text[256];

	/* With -M the run ends with its last row, whatever was called since. */
	if (pump_is_full(pump))
		account.calls = pump->ledger.calls;
	if (session->source->ops->has_totals)
		ledger_add_totals(&pump->ledger, account.calls);
	summary = ledger_balance(&pump->ledger, &account, pump_shown(pump));
	summary.missed_known = loaded_missed(&session->loaded, &session->object, &summary.missed);
	report_unfollowed(session);
	status = pump_summary(pump, &summary);
	summary_text(&summary, text, sizeof(text));
	if (!session->options->quiet)
		log_plain(text);
	if (status == STATUS_OK && session->options->strict && summary.lost > 0)
		return STATUS_LOST;
	return status;
}

/* The run is over; `status` is how it went so far. */
static enum status finish(struct session *session, enum status status)
{
	const uint64_t limit = clock_ns() + (uint64_t)DRAIN_LIMIT_MS * CLOCK_NS_PER_MS;
	enum status end;

	/* The end is to be prompt also where the load that was traced goes on
	 * and leaves us little of the CPU. */
	(void)setpriority(PRIO_PROCESS, 0, -20);
	loaded_detach(&session->loaded);
	if (status == STATUS_OK)
		status = drain(session, limit);
	if (status == STATUS_OK && session->source->ops->has_totals) {
		status = write_table(session,
				     session->options->interval_ns ? session->tables + 1 : 0);
		if (status == STATUS_OK)
			status = drain(session, limit);
	}
	/* After a Ctrl-C the terminal has sent it to COMMAND as well. */
	if (session->options->command)
		command_stop(&session->command, session->watch.from_terminal ? 0 : SIGTERM);
	if (status != STATUS_OK && session->output >= 0)
		(void)writer_trim(&session->pump.writer);
	end = report(session);
	return status == STATUS_OK ? end : status;
}

int session_trace(struct session *session)
{
	int status = loaded_attach(&session->loaded, &session->object);
	bool was_stopped;

	if (status != STATUS_OK) {
		/* Perhaps for want of the symbol, which a cached object has not
		 * had looked for. */
		int reason = checks_require(session->root, CHECK_SYMBOL);

		return reason != STATUS_OK ? reason : status;
	}
	if (session->source->ops->retain)
		status = session->source->ops->retain(session->source);
	if (status == STATUS_OK)
		status = start(session);
	if (status == STATUS_OK)
		status = give_up_privileges(session);
	if (status != STATUS_OK) {
		command_stop(&session->command, SIGTERM);
		return status;
	}
	status = follow(session);
	was_stopped = is_stopped(session);
	status = finish(session, status);
	if (status == STATUS_OK && !was_stopped && command_ended(&session->command) &&
	    session->options->command)
		return command_status(&session->command);
	return status;
}
