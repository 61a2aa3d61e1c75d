#include "capture/session.h"

#include "base/clock.h"
#include "base/log.h"
#include "capture/command.h"
#include "capture/output_file.h"
#include "capture/pump.h"
#include "capture/watch.h"
#include "host/machine.h"
#include "program/build.h"

#include <bcc/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	/* How often buffers are looked at when nothing wakes us: a row is to be
	 * out within 100 ms. */
	TICK_MS = 50,
	/* What is still unread or unwritten this long after the user has ended
	 * the run is given up. */
	DRAIN_LIMIT_MS = 700,
};

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

static enum status out_of_memory(void)
{
	log_error("memory: %s", strerror(ENOMEM));
	return STATUS_FAILED;
}

/* The object out of the cache; without one, what a compile would be for nothing. */
static enum status look_into_cache(struct session *session)
{
	const struct session_options *options = session->options;
	enum status status = match_flags(&options->match, &session->flags);

	if (status != STATUS_OK)
		return status;
	if (build_open(&session->build, session->source->ops->program, session->flags.list,
		       !options->no_cache) < 0)
		return out_of_memory();
	session->built = build_from_cache(&session->build, &session->object);
	return session->built ? STATUS_OK : machine_check_symbol(session->root);
}

/* All that can fail for reasons of the user, the machine or the output, before
 * anything is compiled, in the order that is promised. */
static int check(struct session *session)
{
	const struct session_options *options = session->options;
	int status = watch_check_tgid(options->match.tgid);

	if (status == STATUS_OK)
		status = machine_check(session->root);
	if (status == STATUS_OK && session->source->ops->check)
		status = session->source->ops->check(session->root);
	if (status == STATUS_OK)
		status = look_into_cache(session);
	if (status == STATUS_OK && options->match.tgid)
		status = watch_process(&session->watch, options->match.tgid);
	if (status == STATUS_OK && options->command)
		status = command_find(&session->command, options->user);
	if (status == STATUS_OK && options->output)
		status = output_file_check(options->output, options->force);
	if (status != STATUS_OK)
		return status;
	if (!options->output && fcntl(STDOUT_FILENO, F_GETFL) & O_PATH) {
		log_error("output: stdout is closed");
		return STATUS_FAILED;
	}
	session->cpu_count = machine_cpu_count(session->root);
	if (pump_init(&session->pump, options->format, session->source, options->max_events,
		      session->cpu_count, options->match.per_process) < 0)
		return out_of_memory();
	return STATUS_OK;
}

static enum status compile_program(struct session *session)
{
	enum status status = STATUS_OK;
	bool stopped = false;

	if (!session->built)
		status = build_compile(&session->build, session->watch.signals, &stopped,
				       &session->object);
	build_close(&session->build);
	if (stopped)
		watch_read_signals(&session->watch);
	return status;
}

static int map_of(const struct session *session, const char *name)
{
	return loaded_map(&session->loaded, &session->object, name);
}

static enum status write_config(struct session *session, struct skbclone_config *config)
{
	int first = 0;

	if (bpf_update_elem(map_of(session, "config"), &first, config, BPF_ANY) == 0)
		return STATUS_OK;
	log_error("config map: %s", strerror(errno));
	return STATUS_FAILED;
}

static enum status load(struct session *session)
{
	const struct source_ops *ops = session->source->ops;
	struct skbclone_config config;
	enum status status = ops->open(session->source, session->root, session->cpu_count);
	int error;

	if (status == STATUS_OK)
		status = loaded_open(&session->loaded, &session->object, session->cpu_count);
	if (status != STATUS_OK)
		return status;
	error = counters_open(&session->counters, map_of(session, "counts"), session->cpu_count);
	if (error) {
		log_error("counters: %s", strerror(-error));
		return STATUS_FAILED;
	}
	match_config(&session->options->match, &config);
	status = ops->connect(session->source, &session->loaded, &session->object,
			      &session->counters, &config);
	return status == STATUS_OK ? write_config(session, &config) : status;
}

static uint64_t after(uint64_t ns)
{
	return ns ? clock_ns() + ns : UINT64_MAX;
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
		.processes = map_of(session, "processes"),
		.names = map_of(session, "names"),
		.cpu_count = session->cpu_count,
	};
	struct kernel_account account = counters_account(&session->counters);
	int error;

	if (session->pump.table > 0 && account.calls == session->table_calls)
		return STATUS_OK;
	error = totals_read(&session->pump.totals, &maps, account.other);
	if (error) {
		log_error("totals: %s", strerror(-error));
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
		{.fd = watch->process, .events = POLLIN},
		{.fd = watch->command, .events = POLLIN},
		{.fd = pump->writer.fd, .events = pump_waits(pump) ? POLLOUT : 0},
		{.fd = session->source->ops->wait_fd(session->source), .events = POLLIN},
	};

	if (!pump_has_room(pump))
		polled[4].fd = -1; /* what the rings hold cannot be taken now */
	if (poll(polled, sizeof(polled) / sizeof(polled[0]), timeout_ms) < 0 && errno != EINTR) {
		log_error("poll: %s", strerror(errno));
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

/* Nothing more is counted: move what is left, as far as it is wanted. A run
 * that was stopped gives up at the limit; one that ran out is shown whole. */
static enum status drain(struct session *session, uint64_t limit)
{
	struct pump *pump = &session->pump;
	enum status status = STATUS_OK;
	bool more = true;

	while (!counters_idle(&session->counters) && clock_ns() < limit)
		poll(NULL, 0, 1);
	while (status == STATUS_OK && !pump->output_closed && (more || pump_waits(pump)) &&
	       (clock_ns() < limit || !is_stopped(session))) {
		status = pump_step(pump, UINT64_MAX, &more);
		if (status == STATUS_OK)
			status = wait(session, pump_waits(pump) ? TICK_MS : 0);
	}
	return status;
}

/* Processes of COMMAND's tree that there was no room to follow. */
static void report_unfollowed(const struct session *session)
{
	struct skbclone_config config;
	int first = 0;

	if (session->options->match.tree &&
	    bpf_lookup_elem(map_of(session, "config"), &first, &config) == 0 && config.unfollowed)
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
		pump->ledger.calls = pump->ledger.counted = account.calls;
	summary = ledger_balance(&pump->ledger, &account, pump_shown(pump));
	summary.missed_known = loaded_missed(&session->loaded, &session->object, &summary.missed);
	report_unfollowed(session);
	status = pump_summary(pump, &summary);
	summary_text(&summary, text, sizeof(text));
	if (!session->options->quiet)
		log_plain("%s", text);
	if (status == STATUS_OK && session->options->strict && summary.lost > 0)
		return STATUS_LOST;
	return status;
}

/* The run is over; `status` is how it went so far. */
static enum status finish(struct session *session, enum status status)
{
	const uint64_t limit = clock_ns() + (uint64_t)DRAIN_LIMIT_MS * CLOCK_NS_PER_MS;
	enum status end;

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

static int trace(struct session *session)
{
	int status = loaded_attach(&session->loaded, &session->object);
	bool was_stopped;

	if (status != STATUS_OK) {
		/* Perhaps for want of the symbol, which a cached object has not
		 * had looked for. */
		int reason = machine_check_symbol(session->root);

		return reason != STATUS_OK ? reason : status;
	}
	status = start(session);
	if (status != STATUS_OK)
		return status;
	status = follow(session);
	was_stopped = is_stopped(session);
	status = finish(session, status);
	if (status == STATUS_OK && !was_stopped && command_ended(&session->command) &&
	    session->options->command)
		return command_status(&session->command);
	return status;
}

static void release(struct session *session)
{
	session->source->ops->close(session->source);
	counters_close(&session->counters);
	loaded_close(&session->loaded);
	build_close(&session->build);
	object_release(&session->object);
	pump_release(&session->pump);
	command_release(&session->command);
	watch_close(&session->watch);
	if (session->output >= 0)
		close(session->output);
	if (session->root >= 0)
		close(session->root);
}

int session_run(const struct session_options *options, struct source *source)
{
	struct session session = {
		.options = options,
		.source = source,
		.root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC),
		.output = -1,
		.build.cache.directory = -1,
	};
	int status = STATUS_FAILED;

	command_init(&session.command, options->command);
	loaded_init(&session.loaded);
	if (watch_open(&session.watch) < 0 || session.root < 0)
		log_error("start: %s", strerror(errno));
	else
		status = check(&session);
	if (status == STATUS_OK)
		status = compile_program(&session);
	if (status == STATUS_OK && !session.watch.ending_signal)
		status = load(&session);
	if (status == STATUS_OK && !session.watch.ending_signal)
		status = trace(&session);
	release(&session);
	return status;
}
