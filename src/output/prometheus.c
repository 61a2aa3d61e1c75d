/*
 * Metrics in Prometheus' text format, as node_exporter's textfile collector reads it. The
 * labels are bounded: causes and contexts are, and of comms only so many are named.
 */
#include "output/sink.h"

#include <string.h>

/* Comms that are named. With each, the server keeps a series for each machine. */
enum { COMMS_MAX = 50 };

struct comm {
	char name[SKBCLONE_COMM_SIZE];
	uint64_t calls;
};

/* A comm that is named stays named, and all others stay together: no counter goes back. */
struct prometheus {
	struct comm comms[COMMS_MAX];
	size_t count;
	uint64_t other; /* calls of all comms that are not named */
};

/* Put a label's value. The text is escaped already, so it has no line breaks. */
static void put_label(struct line *line, const char *name, const char *text)
{
	put_text(line, name);
	put_text(line, "=\"");
	for (; *text; text++) {
		if (*text == '\\' || *text == '"')
			put_char(line, '\\');
		put_char(line, *text);
	}
	put_char(line, '"');
}

static void put_head(struct line *line, const char *metric, const char *type, const char *help)
{
	put_text(line, "# HELP ");
	put_text(line, metric);
	put_char(line, ' ');
	put_text(line, help);
	put_text(line, "\n# TYPE ");
	put_text(line, metric);
	put_char(line, ' ');
	put_text(line, type);
	put_char(line, '\n');
}

/* Put the sample's value, and end its line. */
static void put_count(struct line *line, uint64_t count)
{
	put_char(line, ' ');
	put_number(line, count);
	put_char(line, '\n');
}

static void begin(struct sink *sink)
{
	struct prometheus *prometheus = sink->state;
	struct line line = sink_line(sink);

	prometheus->other = 0;
	for (size_t i = 0; i < prometheus->count; i++)
		prometheus->comms[i].calls = 0;
	put_head(&line, "skbclone_calls_total", "counter",
		 sink->has & FIELDS_OF_WHY ? "Calls of skb_clone() by cause and context."
					   : "Calls of skb_clone() by the name of the thread.");
	sink_put(sink, &line, 0);
}

static void put_cause(struct sink *sink, const struct row *row)
{
	struct line line = sink_line(sink);

	put_text(&line, "skbclone_calls_total{");
	put_label(&line, "cause", row->rest ? "other" : causes[row->cause].id);
	put_char(&line, ',');
	put_label(&line, "context", context_name(row->context));
	put_char(&line, '}');
	put_count(&line, row->count);
	sink_put(sink, &line, row->count);
}

/* Returns where the calls of this comm are counted. */
static uint64_t *calls_of(struct prometheus *prometheus, const struct row *row)
{
	/* A thread that is called `other` must not make a second series of that name. */
	if (row->rest || strncmp(row->comm, "other", sizeof(row->comm)) == 0)
		return &prometheus->other;
	for (size_t i = 0; i < prometheus->count; i++) {
		struct comm *comm = &prometheus->comms[i];

		if (strncmp(comm->name, row->comm, sizeof(comm->name)) == 0)
			return &comm->calls;
	}
	if (prometheus->count == COMMS_MAX)
		return &prometheus->other;
	memcpy(prometheus->comms[prometheus->count].name, row->comm, sizeof(row->comm));
	return &prometheus->comms[prometheus->count++].calls;
}

/* Rows come with most calls first, so these get the names that are left. */
static void row(struct sink *sink, const struct row *row)
{
	if (sink->has & FIELDS_OF_WHY) {
		put_cause(sink, row);
	} else {
		*calls_of(sink->state, row) += row->count;
		sink_hold(sink, row->count);
	}
}

static void put_comm(struct line *line, const char *name, uint64_t calls)
{
	put_text(line, "skbclone_calls_total{");
	put_label(line, "comm", name);
	put_char(line, '}');
	put_count(line, calls);
}

static void put_comms(struct line *line, const struct prometheus *prometheus)
{
	char name[FORMAT_COMM_SIZE];

	for (size_t i = 0; i < prometheus->count; i++) {
		format_comm(name, prometheus->comms[i].name);
		put_comm(line, name, prometheus->comms[i].calls);
	}
	put_comm(line, "other", prometheus->other);
}

static void put_lost(struct line *line, const struct summary *summary)
{
	put_head(line, "skbclone_lost_calls_total", "counter",
		 "Calls of skb_clone() that were counted, and are in no other series.");
	for (int reason = 0; reason < LOST_REASON_COUNT; reason++) {
		put_text(line, "skbclone_lost_calls_total{");
		put_label(line, "reason", lost_reason_name(reason));
		put_char(line, '}');
		put_count(line, summary->lost_reasons[reason]);
	}
}

static bool end(struct sink *sink, const struct summary *summary)
{
	struct line line = sink_line(sink);

	if (!(sink->has & FIELDS_OF_WHY))
		put_comms(&line, sink->state);
	put_lost(&line, summary);
	if (summary->missed_known) {
		put_head(&line, "skbclone_missed_calls_total", "counter",
			 "Calls of skb_clone() for which the kernel did not run the program.");
		put_text(&line, "skbclone_missed_calls_total");
		put_count(&line, summary->missed);
	}
	put_head(&line, "skbclone_start_time_seconds", "gauge",
		 "When this run began to count, in seconds since 1970.");
	put_text(&line, "skbclone_start_time_seconds ");
	put_seconds(&line, summary->start_ns);
	put_char(&line, '\n');
	put_head(&line, "skbclone_build_info", "gauge", "The version of skbclone; always 1.");
	put_text(&line, "skbclone_build_info{");
	put_label(&line, "version", SKBCLONE_VERSION);
	put_text(&line, "} 1\n");
	sink_put_last(sink, &line);
	return false;
}

const struct format format_prometheus = {
	.name = "prometheus",
	.needs = FIELDS_OF_INTERVALS,
	.is_metrics = true,
	.state_size = sizeof(struct prometheus),
	.begin = begin,
	.row = row,
	.end = end,
};
