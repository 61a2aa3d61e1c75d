#include "capture/session.h"

#include "base/clock.h"
#include "base/log.h"
#include "capture/signals.h"
#include "event/ledger.h"
#include "host/machine.h"
#include "output/writer.h"
#include "program/compile.h"
#include "program/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	/* How often buffers are looked at when nothing wakes us: a row is to be
	 * out within 100 ms. */
	TICK_MS = 50,
	/* What is still unread or unwritten this long after the end is given up. */
	DRAIN_LIMIT_MS = 700,
};

struct session {
	const struct session_options *options;
	struct source *source;
	int root;    /* a descriptor of `/` */
	int signals; /* signalfd(2) of those that end the run */
	uint32_t cpu_count;
	struct object object;
	struct loaded loaded;
	struct counters counters;
	struct order order;
	struct ledger ledger;
	struct writer writer;
	uint64_t header_lines;
	uint64_t first_ns; /* time of the first row */
	uint64_t end_ns;   /* when -d ends the run; UINT64_MAX: never */
	bool detached;	   /* nothing more is counted */
	bool stopping;	   /* the run is to end now, without failure */
	bool output_closed;
};

/* -g0: no BTF comes about, which libbcc would load into the kernel. */
const char *const session_flags[] = {"-g0", NULL};

static enum status out_of_memory(void)
{
	log_error("memory: %s", strerror(ENOMEM));
	return STATUS_FAILED;
}

static enum status compile_program(struct session *session)
{
	char *text = text_assemble(session->source->ops->program);
	enum status status;

	if (!text)
		return out_of_memory();
	status = compile_text(text, session_flags, session->signals, &session->stopping,
			      &session->object);
	free(text);
	return status;
}

/* All that can fail for reasons of the machine or the output, before anything
 * is compiled. */
static enum status check(struct session *session)
{
	enum status status = machine_check(session->root);
	int error;

	if (status != STATUS_OK)
		return status;
	session->cpu_count = machine_cpu_count(session->root);
	error = writer_init(&session->writer, STDOUT_FILENO);
	if (error) {
		log_error("stdout: %s", strerror(-error));
		return STATUS_FAILED;
	}
	if (order_init(&session->order, session->cpu_count) < 0 ||
	    ledger_init(&session->ledger, session->cpu_count) < 0)
		return out_of_memory();
	return STATUS_OK;
}

static enum status load(struct session *session)
{
	const struct source_ops *ops = session->source->ops;
	enum status status = ops->open(session->source, session->root, session->cpu_count);
	int error;

	if (status == STATUS_OK)
		status = loaded_open(&session->loaded, &session->object, session->cpu_count);
	if (status != STATUS_OK)
		return status;
	error = counters_open(&session->counters,
			      loaded_map(&session->loaded, &session->object, "counts"),
			      session->cpu_count);
	if (error) {
		log_error("counters: %s", strerror(-error));
		return STATUS_FAILED;
	}
	return ops->connect(session->source, &session->loaded, &session->object,
			    &session->counters);
}

static void start_output(struct session *session)
{
	size_t length = session->options->format->header(writer_line(&session->writer));

	writer_commit(&session->writer, length);
	session->header_lines = length > 0;
	if (!session->options->quiet)
		log_plain("Tracing skb_clone()... Ctrl-C to end");
}

static void show_row(struct session *session, struct row *row)
{
	uint64_t time = row->ts_ns;
	size_t length;

	ledger_count(&session->ledger, row);
	if (session->ledger.counted == 1)
		session->first_ns = row->ts_ns;
	if (session->source->ops->time_from_first_row)
		time -= session->first_ns;
	length = session->options->format->row(writer_line(&session->writer), row, time);
	writer_commit(&session->writer, length);
}

static bool all_events_shown(const struct session *session)
{
	return session->options->max_events > 0 &&
	       session->ledger.counted == session->options->max_events;
}

static enum status flush(struct session *session)
{
	int error = writer_flush(&session->writer);

	if (error == -EPIPE) {
		session->output_closed = session->stopping = true;
		return STATUS_OK;
	}
	if (error) {
		log_error("stdout: %s", strerror(-error));
		return STATUS_FAILED;
	}
	return STATUS_OK;
}

/* Move what there is by one step from the buffers to the output. *more: the
 * next step will find something. */
static enum status step(struct session *session, bool *more)
{
	uint64_t settled_ns = session->detached ? UINT64_MAX : counters_settled(&session->counters);
	uint64_t complete_ns = 0;
	struct row row;
	enum status status = session->source->ops->drain(session->source, &session->order,
							 settled_ns, &complete_ns, more);

	if (status != STATUS_OK)
		return status;
	while (!all_events_shown(session) && writer_has_room(&session->writer) &&
	       order_pop(&session->order, complete_ns, &row))
		show_row(session, &row);
	if (all_events_shown(session)) {
		session->stopping = true;
		*more = false;
	}
	return flush(session);
}

/* Sleep until there may be something to do. */
static enum status wait(struct session *session, int timeout_ms)
{
	struct pollfd polled[] = {
		{.fd = session->signals, .events = POLLIN},
		{.fd = session->source->ops->wait_fd(session->source), .events = POLLIN},
		{.fd = session->writer.fd, .events = writer_waits(&session->writer) ? POLLOUT : 0},
	};

	if (!writer_has_room(&session->writer))
		polled[1].fd = -1; /* what the rings hold cannot be taken now */
	if (poll(polled, 3, timeout_ms) < 0 && errno != EINTR) {
		log_error("poll: %s", strerror(errno));
		return STATUS_FAILED;
	}
	if (polled[0].revents)
		session->stopping = true;
	if (polled[2].revents & (POLLERR | POLLHUP))
		session->output_closed = session->stopping = true;
	return STATUS_OK;
}

static int time_to_wait(const struct session *session, bool more)
{
	uint64_t now = clock_ns();

	if (more && writer_has_room(&session->writer))
		return 0;
	if (session->end_ns <= now)
		return 0;
	if (session->end_ns - now < (uint64_t)TICK_MS * CLOCK_NS_PER_MS)
		return (session->end_ns - now) / CLOCK_NS_PER_MS + 1;
	return TICK_MS;
}

static enum status follow(struct session *session)
{
	enum status status = flush(session);
	bool more = false;

	while (status == STATUS_OK && !session->stopping && clock_ns() < session->end_ns) {
		status = step(session, &more);
		if (status == STATUS_OK && !session->stopping)
			status = wait(session, time_to_wait(session, more));
	}
	return status;
}

/* The run is over: show what was counted before, as far as it can be had. */
static enum status finish(struct session *session)
{
	const uint64_t deadline = clock_ns() + (uint64_t)DRAIN_LIMIT_MS * CLOCK_NS_PER_MS;
	enum status status = STATUS_OK;
	bool more = true;

	loaded_detach(&session->loaded);
	while (!counters_idle(&session->counters) && clock_ns() < deadline)
		poll(NULL, 0, 1);
	session->detached = true;
	while (status == STATUS_OK && !session->output_closed && clock_ns() < deadline &&
	       (more || writer_waits(&session->writer))) {
		status = step(session, &more);
		if (status == STATUS_OK && writer_waits(&session->writer))
			status = wait(session, 1);
	}
	return status;
}

static void report(const struct session *session)
{
	struct kernel_account account = counters_account(&session->counters);
	uint64_t lines = session->writer.lines_written;
	struct summary summary;
	char text[256];

	/* With -M the run ends with its last row, whatever was called since. */
	if (all_events_shown(session))
		account.calls = session->ledger.count;
	summary = ledger_balance(&session->ledger, &account,
				 lines > session->header_lines ? lines - session->header_lines : 0);
	summary.missed_known = loaded_missed(&session->loaded, &summary.missed);
	summary_text(&summary, text, sizeof(text));
	if (!session->options->quiet)
		log_plain("%s", text);
}

static enum status trace(struct session *session)
{
	enum status status = loaded_attach(&session->loaded, MACHINE_SYMBOL);
	enum status end;

	if (status != STATUS_OK)
		return status;
	if (session->options->duration_ns > 0)
		session->end_ns = clock_ns() + session->options->duration_ns;
	start_output(session);
	status = follow(session);
	end = finish(session);
	report(session);
	return status != STATUS_OK ? status : end;
}

static void release(struct session *session)
{
	session->source->ops->close(session->source);
	counters_close(&session->counters);
	loaded_close(&session->loaded);
	object_release(&session->object);
	order_release(&session->order);
	ledger_release(&session->ledger);
	writer_release(&session->writer);
	if (session->signals >= 0)
		close(session->signals);
	if (session->root >= 0)
		close(session->root);
}

enum status session_run(const struct session_options *options, struct source *source)
{
	struct session session = {
		.options = options,
		.source = source,
		.root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC),
		.signals = signals_open(),
		.end_ns = UINT64_MAX,
	};
	enum status status = STATUS_FAILED;

	loaded_init(&session.loaded);
	if (session.root < 0 || session.signals < 0)
		log_error("start: %s", strerror(errno));
	else
		status = check(&session);
	if (status == STATUS_OK)
		status = compile_program(&session);
	if (status == STATUS_OK && !session.stopping)
		status = load(&session);
	if (status == STATUS_OK && !session.stopping)
		status = trace(&session);
	release(&session);
	return status;
}
