#include "output/sink.h"

#include <jansson.h>

/* Write an object as one line, and free it. Out of memory, jansson returns NULL and accepts
 * NULL; the row then counts as not written. */
static void put_object(struct sink *sink, json_t *object, uint64_t calls)
{
	struct line line = sink_line(sink);
	size_t room = line.end - line.at - 1;
	/* A double holds 15 digits. ts_ns has all digits of the time. */
	size_t length = json_dumpb(object, line.at, room,
				   JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15));

	json_decref(object);
	if (length == 0 || length > room)
		return;
	line.at += length;
	put_char(&line, '\n');
	sink_put(sink, &line, calls);
}

static json_t *new_value(const struct field *field, const void *value)
{
	char comm[FORMAT_COMM_SIZE];

	switch (field->kind) {
	case FIELD_SECONDS:
		return json_real(*(const uint64_t *)value / (double)CLOCK_NS_PER_SECOND);
	case FIELD_U64:
		return json_integer(*(const uint64_t *)value);
	case FIELD_U32:
		return json_integer(*(const uint32_t *)value);
	case FIELD_COMM:
		format_comm(comm, value);
		return json_string(comm);
	case FIELD_TRUE:
		return json_true();
	}
	return NULL;
}

static const char *type_of(const struct sink *sink, const struct row *row)
{
	if (sink->has & FIELDS_OF_CALLS)
		return "call";
	return row->rest ? "other" : "process";
}

static void row(struct sink *sink, const struct row *row)
{
	json_t *object = json_pack("{ss}", "type", type_of(sink, row));

	for (size_t i = 0; i < sink->columns.count; i++) {
		const struct field *field = sink->columns.list[i];

		if (field_is_known(field, row))
			json_object_set_new(object, field->key,
					    new_value(field, field_value(field, row)));
	}
	put_object(sink, object, sink_calls(sink, row));
}

static void end(struct sink *sink, const struct summary *summary)
{
	json_t *reasons = json_object();

	for (int reason = 0; reason < LOST_REASON_COUNT; reason++) {
		if (summary->lost_reasons[reason])
			json_object_set_new(reasons, lost_reason_name(reason),
					    json_integer(summary->lost_reasons[reason]));
	}
	put_object(sink,
		   json_pack("{ss sI sI sI so so}", "type", "summary", "calls",
			     (json_int_t)summary->calls, "shown", (json_int_t)summary->shown,
			     "lost", (json_int_t)summary->lost, "lost_reasons", reasons, "missed",
			     summary->missed_known ? json_integer(summary->missed) : json_null()),
		   0);
}

const struct format format_json = {
	.name = "json",
	.fields = FIELD_IN_JSON,
	.row = row,
	.end = end,
};
