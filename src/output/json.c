#include "base/clock.h"
#include "output/formats.h"

#include <jansson.h>

/* One object on a line; freed. Nothing for want of memory, as jansson gives
 * NULL then and takes it: the row is counted as not written. */
static size_t write_object(char *line, json_t *object)
{
	/* 15 digits are what a double holds; ts_ns has all of a time's. */
	size_t length = json_dumpb(object, line, FORMAT_LINE_SIZE - 1,
				   JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15));

	json_decref(object);
	if (length == 0 || length >= FORMAT_LINE_SIZE)
		return 0;
	line[length] = '\n';
	return length + 1;
}

static size_t json_row(char *line, const struct row *row, uint64_t time_ns)
{
	char comm[FORMAT_COMM_SIZE];
	json_t *object;

	format_comm(comm, row->comm);
	object = json_pack("{ss sf sI ss si si si sI}", "type", "call", "time",
			   time_ns / (double)CLOCK_NS_PER_SECOND, "ts_ns", (json_int_t)row->ts_ns,
			   "comm", comm, "pid", (int)row->tgid, "tid", (int)row->tid, "cpu",
			   (int)row->cpu, "count", (json_int_t)row->count);
	if (row->other)
		json_object_set_new(object, "other", json_true());
	return write_object(line, object);
}

static size_t json_total(char *line, const struct total *total, uint64_t interval)
{
	char comm[FORMAT_COMM_SIZE];
	json_t *object;

	format_comm(comm, total->comm);
	if (total->other)
		object = json_pack("{ss sI}", "type", "other", "count", (json_int_t)total->count);
	else
		object = json_pack("{ss ss si sI}", "type", "process", "comm", comm, "pid",
				   (int)total->tgid, "count", (json_int_t)total->count);
	if (interval)
		json_object_set_new(object, "interval", json_integer(interval));
	return write_object(line, object);
}

static size_t json_summary(char *line, const struct summary *summary)
{
	json_t *reasons = json_object();

	for (int reason = 0; reason < LOST_REASON_COUNT; reason++) {
		if (summary->lost_reasons[reason])
			json_object_set_new(reasons, lost_reason_name(reason),
					    json_integer(summary->lost_reasons[reason]));
	}
	return write_object(
		line,
		json_pack("{ss sI sI sI so so}", "type", "summary", "calls",
			  (json_int_t)summary->calls, "shown", (json_int_t)summary->shown, "lost",
			  (json_int_t)summary->lost, "lost_reasons", reasons, "missed",
			  summary->missed_known ? json_integer(summary->missed) : json_null()));
}

const struct format format_json = {
	.name = "json",
	.row = json_row,
	.total = json_total,
	.summary = json_summary,
};
