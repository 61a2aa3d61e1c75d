#include "base/log.h"
#include "event/fields.h"
#include "event/trace_line.h"
#include "host/machine.h"
#include "host/tracefs.h"
#include "source/source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

enum {
	/* A message in the trace buffer: its header, the tag, and three words of up to 16
	 * digits. */
	MESSAGE_SIZE = 104,
	/* A read(2) of trace_pipe returns whole lines, up to a page of them. */
	READ_SIZE = 8192,
	/* Our lines are shorter than this; other lines may have any length. */
	LINE_MAX_LENGTH = 512,
	/* The most lines of ours in one read: each has at least 80 bytes. */
	LINES_PER_READ = READ_SIZE / 80,
};

struct trace_source {
	struct source source;
	struct tracefs tracefs;
	uint64_t tag; /* random: marks the lines of this run */
	uint32_t cpu_count;
	uint64_t last_ns; /* time of our last line */
	size_t held;      /* bytes of text: the start of an incomplete line */
	bool skipping;    /* inside a line that is too long to hold */
	bool was_off;     /* tracing_on=0 has been reported */
	char text[LINE_MAX_LENGTH + READ_SIZE];
};

static struct trace_source *of(struct source *source)
{
	return (struct trace_source *)source;
}

static enum status trace_open(struct source *source, int root, uint32_t cpu_count)
{
	struct trace_source *trace = of(source);
	size_t buffer_kb = source_buffer_size(MESSAGE_SIZE, machine_online_cpus(root)) / 1024;
	char format[SKBCLONE_FORMAT_SIZE], filter[64];
	enum status status;

	if (getrandom(&trace->tag, sizeof(trace->tag), 0) != sizeof(trace->tag))
		return log_failure(errno, "random tag");
	trace->cpu_count = cpu_count;
	trace_line_format(format, trace->tag, ' ');
	snprintf(filter, sizeof(filter), "bpf_string ~ \"%.*s *\"", (int)strcspn(format, " "),
		 format);
	status = tracefs_open(&trace->tracefs, root, filter, buffer_kb);
	if (status == STATUS_OK && trace->tracefs.wakes)
		source->idle_fd = trace->tracefs.pipe;
	return status;
}

static enum status trace_connect(struct source *source, const struct loaded *loaded,
				 const struct counters *counters, struct skbclone_config *config)
{
	struct trace_source *trace = of(source);

	(void)loaded;
	(void)counters;
	tracefs_ready(&trace->tracefs);
	/* Before 5.9 the kernel adds no newline after the message. */
	trace_line_format(config->format, trace->tag,
			  tracefs_is_shared(&trace->tracefs) ? '\n' : ' ');
	return STATUS_OK;
}

static void queue_line(struct trace_source *trace, struct order *order, const char *line,
		       size_t length)
{
	struct row row;

	if (!trace_line_parse(&row, line, length, trace->tag)) {
		trace->source.overwritten += trace_line_overwritten(line, length);
		return;
	}
	if (row.cpu >= trace->cpu_count)
		return;
	trace->last_ns = row.ts_ns;
	order_push(order, &row);
}

/* Queue the lines of text[size]. Move an incomplete last line to the front and hold it. */
static void queue_lines(struct trace_source *trace, struct order *order, size_t size)
{
	char *line = trace->text, *end = trace->text + size, *newline;

	while ((newline = memchr(line, '\n', end - line))) {
		if (!trace->skipping)
			queue_line(trace, order, line, newline - line);
		trace->skipping = false;
		line = newline + 1;
	}
	trace->held = end - line;
	if (trace->held > LINE_MAX_LENGTH) {
		trace->skipping = true;
		trace->held = 0;
	}
	memmove(trace->text, line, trace->held);
}

static void report_off(struct trace_source *trace)
{
	if (trace->was_off || tracefs_is_on(&trace->tracefs))
		return;
	log_warning("trace_pipe: tracing_on was set to 0, calls are lost until it is 1 again");
	trace->was_off = true;
}

/* The kernel merges the lines of all CPUs by time. So after a line no earlier line comes,
 * except calls that were not yet submitted when the read began. */
static enum status trace_drain(struct source *source, struct order *order, uint64_t settled_ns,
			       uint64_t *complete_ns, bool *more)
{
	struct trace_source *trace = of(source);
	ssize_t got;

	*complete_ns = trace->last_ns < settled_ns ? trace->last_ns : settled_ns;
	*more = true;
	if (!order_has_room(order, LINES_PER_READ))
		return STATUS_OK;
	got = read(trace->tracefs.pipe, trace->text + trace->held, READ_SIZE);
	if (got > 0) {
		queue_lines(trace, order, trace->held + got);
		*complete_ns = trace->last_ns < settled_ns ? trace->last_ns : settled_ns;
		return STATUS_OK;
	}
	if (got < 0 && errno != EAGAIN && errno != EINTR)
		return log_failure(errno, "trace_pipe");
	report_off(trace);
	*complete_ns = settled_ns;
	*more = false;
	return STATUS_OK;
}

static void trace_close(struct source *source)
{
	tracefs_close(&of(source)->tracefs);
	free(source);
}

static const struct source_ops trace_source_ops = {
	.program = "trace_fields.c",
	.fields = FIELDS_OF_CALLS,
	.needs = CHECK_TRACE_PIPE,
	.open = trace_open,
	.connect = trace_connect,
	.drain = trace_drain,
	.close = trace_close,
};

struct source *trace_source_new(void)
{
	struct trace_source *trace = calloc(1, sizeof(*trace));

	if (!trace)
		return NULL;
	/* No wait_fd: as long as somebody polls trace_pipe, every line costs a wake-up. */
	trace->source = (struct source){.ops = &trace_source_ops, .wait_fd = -1, .idle_fd = -1};
	trace->tracefs = TRACEFS_CLOSED;
	return &trace->source;
}
