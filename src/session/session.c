#include "session/session.h"

#include "base/clock.h"
#include "base/io.h"
#include "base/log.h"
#include "base/stop.h"
#include "host/capability.h"
#include "host/checks.h"
#include "host/machine.h"
#include "host/sandbox.h"
#include "session/description.h"
#include "session/explain.h"
#include "session/loop.h"
#include "session/output_file.h"
#include "session/prepare.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
	/* How long the end of a run waits for the last calls, and for a slow output. */
	DRAIN_LIMIT_MS = 500,
	/* RLIMIT_NICE is 20 minus the nice value: this allows -20, see getrlimit(2). */
	NICE_HIGHEST = 40,
};

/* All parts of a run. Each owns its state; only this file knows all of them. */
struct session {
	const struct session_options *options;
	const char *banner;      /* never translated */
	int root;                /* a descriptor of `/` */
	struct output_file file; /* of -o; not open if it is replaced */
	struct replacer replacer;
	struct watch watch;
	struct child child;
	struct run run;
	struct sink sink;
	struct pump pump;
	struct tables tables;
	struct loop loop;
	struct capture capture; /* last: see CAPTURE_CLOSED */
};

unsigned session_fields(const struct session_options *options, const struct source_ops *source)
{
	return source->fields | (options->interval_ns ? FIELDS_OF_INTERVALS : 0) |
	       (options->why ? FIELDS_OF_WHY : 0) | (options->stack ? FIELDS_OF_STACKS : 0);
}

/* Load the object, and create the parts that its rows pass through. */
static enum status set_up(struct session *session, struct source *source,
			  const struct object *object)
{
	const struct session_options *options = session->options;
	const struct source_ops *ops = source->ops;
	uint32_t cpu_count = machine_cpu_count(session->root);

	if (sink_init(&session->sink, options->format, session_fields(options, ops)) < 0 ||
	    pump_init(&session->pump, source, &session->sink, options->max_events, cpu_count,
		      options->filter.per_process) < 0)
		return log_failure(ENOMEM, "memory");
	tables_init(&session->tables, &session->capture, &session->sink,
		    options->format->is_metrics ? &session->replacer : NULL, options->interval_ns);
	session->loop = (struct loop){
		.watch = &session->watch,
		.capture = &session->capture,
		.sink = &session->sink,
		.pump = &session->pump,
		.tables = &session->tables,
		.end_ns = UINT64_MAX,
	};
	return capture_open(&session->capture, source, object, options->way, &options->filter,
			    session->root, cpu_count);
}

/* Open what the rows are written to. */
static enum status open_output(struct session *session)
{
	const struct session_options *options = session->options;
	enum status status;

	if (!options->output)
		return sink_open(&session->sink, STDOUT_FILENO);
	if (!options->format->is_metrics || !options->force) {
		status = output_file_open(&session->file, options->output, options->force);
		if (status != STATUS_OK)
			return status;
	}
	if (!options->format->is_metrics)
		return sink_open(&session->sink, session->file.fd);
	/* An empty file keeps the name for the first one that replaces it. */
	io_close(&session->file.fd);
	return sink_open(&session->sink, session->replacer.text);
}

/* Write what comes before the first row. */
static enum status begin_output(struct session *session)
{
	enum status status = STATUS_OK;

	if (session->file.fd >= 0)
		status = output_file_empty(&session->file, session->options->output);
	if (status != STATUS_OK || !(session->sink.has & FIELDS_OF_CALLS))
		return status;
	sink_begin(&session->sink);
	return sink_flush(&session->sink);
}

/* Returns STATUS_OK or the exit status. */
static int start_command(struct session *session)
{
	int status = child_start(&session->child, !session->options->output);

	if (status == STATUS_OK && session->child.pid) /* else a signal came before */
		status = watch_child(&session->watch, session->child.pid);
	return status;
}

/* After attach: open the output, start COMMAND. Returns STATUS_OK or the exit status. */
static int start(struct session *session)
{
	const struct session_options *options = session->options;
	bool keeps_text;
	int status;

	if (options->duration_ns)
		session->loop.end_ns = clock_ns() + options->duration_ns;
	tables_start(&session->tables);
	status = open_output(session);
	if (status != STATUS_OK)
		return status;
	if (!options->quiet)
		(void)log_plain(session->banner);
	description_fill(&session->run, options);
	session->sink.run = &session->run;
	session->sink.is_colored = color_is_wanted(options->color, session->sink.writer.fd);
	tally_start(&session->loop.tally, options->output);
	/* An old FILE keeps its text until COMMAND runs. Else the header comes before what COMMAND
	 * writes, and a full disk is noticed before COMMAND runs. */
	keeps_text = session->file.fd >= 0 && !session->file.is_new;
	if (!keeps_text)
		status = begin_output(session);
	if (status == STATUS_OK && options->command)
		status = start_command(session);
	if (status == STATUS_OK && keeps_text)
		status = begin_output(session);
	return status;
}

/* Nothing is opened or started after this. Keep only the privileges that the end needs. */
static enum status give_up_privileges(const struct session *session)
{
	const struct child *child = &session->child;
	struct sandbox sandbox = {.signalled = child->pid};

	/* Before 5.19 a map lookup needs CAP_BPF if kernel.unprivileged_bpf_disabled is
	 * set, as on Debian and Ubuntu. */
	if (!machine_kernel_is(5, 19))
		sandbox.capabilities |= CAPABILITY(CAPABILITY_BPF);
	/* COMMAND may have changed its user by itself. */
	if (child->pid)
		sandbox.capabilities |= CAPABILITY(CAP_KILL);
	/* finish() raises the priority. If this is refused, the end takes longer. */
	(void)setrlimit(RLIMIT_NICE, &(struct rlimit){NICE_HIGHEST, NICE_HIGHEST});
	return sandbox_enter(&sandbox);
}

/* Write the end of the run to the output, and the summary to stderr. limit_ns: see
 * loop_end(). */
static enum status report(struct session *session, uint64_t limit_ns)
{
	struct kernel_account account = counters_account(&session->capture.counters);
	struct ledger *ledger = &session->pump.ledger;
	uint64_t calls_of_causes[CAUSE_COUNT];
	struct summary summary;
	enum status status;
	char text[256];
	int error = 0;

	account.full += session->capture.source->overwritten;
	/* With -M the run ends with its last row: ignore later calls. */
	if (pump_is_full(&session->pump))
		account.calls = ledger->calls;
	if (session->tables.source)
		ledger_add_totals(ledger, account.calls);
	account.missed_known = loaded_missed(&session->capture.loaded, &account.missed) &&
			       !session->capture.was_off;
	summary = ledger_balance(ledger, &account, sink_promised(&session->sink));
	if (session->options->filter.tree)
		capture_report_unfollowed(&session->capture);
	if (session->sink.has & FIELDS_OF_TOTALS && session->sink.has & FIELDS_OF_WHY) {
		explain_count(&session->tables.totals, calls_of_causes);
		summary.causes = calls_of_causes;
		if (!session->options->quiet)
			explain_print(calls_of_causes);
	}
	status = loop_end(&session->loop, &summary, limit_ns);
	/* What was promised and could not be written is lost. */
	summary = ledger_balance(ledger, &account, tables_shown(&session->tables));
	summary_text(&summary, text, sizeof(text));
	if (!session->options->quiet)
		error = log_colored(summary.lost > 0 ? COLOR_RED : COLOR_GREEN, text, "");
	if (summary.overdrawn) {
		log_error("ledger: the rows tell of %llu calls more than the kernel counted",
			  (unsigned long long)summary.overdrawn);
		log_hint("a row does not come from this run; please report it");
		return STATUS_FAILED;
	}
	/* Without a reader nobody misses it. */
	if (status == STATUS_OK && error && error != -EPIPE && error != -EBADF)
		return STATUS_FAILED;
	if (status == STATUS_OK && session->options->strict && summary.lost > 0)
		return STATUS_LOST;
	return status;
}

/* End the run. status: its result so far. */
static enum status finish(struct session *session, enum status status)
{
	const uint64_t limit_ns = clock_in_ms(DRAIN_LIMIT_MS);
	enum status end;

	/* The end must be prompt even if the traced load leaves us little of the CPU. */
	(void)setpriority(PRIO_PROCESS, 0, -20);
	capture_look(&session->capture);
	capture_detach(&session->capture);
	session->run.ended_ns = clock_ns();
	if (status == STATUS_OK)
		status = loop_drain(&session->loop, limit_ns);
	if (status == STATUS_OK)
		status = tables_finish(&session->tables,
				       counters_account(&session->capture.counters).calls);
	if (status == STATUS_OK)
		status = loop_drain(&session->loop, limit_ns);
	if (status == STATUS_OK && session->replacer.is_full)
		status = log_failure(ENOSPC, "%s", session->options->output);
	child_stop(&session->child);
	if (status != STATUS_OK && session->file.fd >= 0)
		(void)writer_trim(&session->sink.writer);
	end = report(session, limit_ns);
	return status == STATUS_OK ? end : status;
}

/* What this process forks after the attach belongs to COMMAND's tree, so start the helper
 * before. */
static enum status attach(struct session *session)
{
	const struct session_options *options = session->options;
	enum status status = STATUS_OK;

	if (options->format->is_metrics)
		status = replacer_start(&session->replacer, options->output);
	return status == STATUS_OK ? capture_attach(&session->capture, session->root) : status;
}

/* From attach to the summary. Returns the exit status, which may be COMMAND's. */
static int trace(struct session *session)
{
	int status = attach(session);
	bool was_stopped, command_ended;

	if (status == STATUS_OK)
		status = start(session);
	if (status == STATUS_OK)
		status = give_up_privileges(session);
	if (status != STATUS_OK) {
		child_stop(&session->child);
		output_file_abandon(&session->file, session->options->output);
		return status;
	}
	status = loop_follow(&session->loop);
	if (status == STATUS_STOPPED) /* a signal ended a wait for a helper */
		status = STATUS_OK;
	/* Before finish(), which ends COMMAND. */
	was_stopped = loop_is_stopped(&session->loop);
	command_ended = session->options->command && child_ended(&session->child);
	status = finish(session, status);
	if (status == STATUS_OK && !was_stopped && command_ended)
		return child_status(&session->child);
	return status;
}

static void tear_down(struct session *session)
{
	capture_close(&session->capture);
	tables_release(&session->tables);
	pump_release(&session->pump);
	sink_release(&session->sink);
	child_release(&session->child);
	watch_close(&session->watch);
	replacer_close(&session->replacer);
	io_close(&session->file.fd);
	io_close(&session->root);
	stop_close();
}

/* The banner names fentry if the user did not ask for it. wanted: by the user. */
static const char *choose_banner(enum way wanted, enum way chosen)
{
	if (wanted == WAY_CHOOSE && chosen == WAY_FENTRY)
		return "Tracing skb_clone()... Ctrl-C to end (by fentry: this kernel has no "
		       "kprobes)";
	return "Tracing skb_clone()... Ctrl-C to end";
}

int session_run(const struct session_options *options, struct source *source)
{
	struct session_options settled = *options;
	struct session session = {
		.options = &settled,
		.root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC),
		.file = OUTPUT_FILE_NONE,
		.watch = WATCH_NONE,
		.replacer = REPLACER_CLOSED,
		.capture = CAPTURE_CLOSED(source),
	};
	struct object object = {0};
	int status = STATUS_FAILED;

	settled.way = checks_choose_way(session.root, options->way);
	session.banner = choose_banner(options->way, settled.way);
	child_init(&session.child, options->command);
	if (stop_open() < 0 || session.root < 0)
		log_failure(errno, "start");
	else
		status = prepare(&settled, source, session.root, &session.watch, &session.child,
				 &object);
	if (status == STATUS_OK && !stop_came())
		status = set_up(&session, source, &object);
	object_release(&object);
	if (status == STATUS_OK && !stop_came())
		status = trace(&session);
	tear_down(&session);
	return status == STATUS_STOPPED ? STATUS_OK : status;
}
