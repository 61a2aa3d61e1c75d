#include "output/sink.h"

#include <jansson.h>
#include <stdio.h>

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

static json_t *new_text(const char *raw)
{
	char text[FIELD_TEXT_SIZE];

	escape_text(text, sizeof(text), raw, strlen(raw));
	return json_string(text);
}

static json_t *new_frame(const struct frame *frame)
{
	char text[FIELD_TEXT_SIZE];
	json_t *object = json_object();

	if (!frame->function) {
		json_object_set_new(object, "address", json_string(field_function(frame, text)));
		return object;
	}
	json_object_set_new(object, "function", new_text(frame->function));
	json_object_set_new(object, "offset", json_integer(frame->offset));
	if (frame->module)
		json_object_set_new(object, "module", new_text(frame->module));
	return object;
}

static json_t *new_stack(const struct stack *stack)
{
	json_t *array = json_array();

	for (uint32_t i = 0; i < stack->count; i++)
		json_array_append_new(array, new_frame(&stack->frames[i]));
	return array;
}

static json_t *new_value(const struct field *field, const struct row *row)
{
	const void *value = field_value(field, row);
	char comm[FORMAT_COMM_SIZE], text[FIELD_TEXT_SIZE];

	switch (field->kind) {
	case FIELD_SECONDS:
		return json_real(*(const uint64_t *)value / (double)CLOCK_NS_PER_SECOND);
	case FIELD_U64:
		return json_integer(*(const uint64_t *)value);
	case FIELD_U32:
		return json_integer(*(const uint32_t *)value);
	case FIELD_U16:
		return json_integer(*(const uint16_t *)value);
	case FIELD_COMM:
		format_comm(comm, value);
		return json_string(comm);
	case FIELD_TRUE:
		return json_true();
	case FIELD_TEXT:
	case FIELD_CAUSE:
		return json_string(field->text(row, text));
	case FIELD_FRAME:
		return new_frame(&row->stack->frames[0]);
	case FIELD_STACK:
		return new_stack(row->stack);
	}
	return NULL;
}

/* Set the member of a key; `a.b` is b in the object a, which is made when it is needed. */
static void set_member(json_t *object, const char *key, json_t *value)
{
	const char *dot = strchr(key, '.');
	char name[32];

	if (dot) {
		snprintf(name, sizeof(name), "%.*s", (int)(dot - key), key);
		if (!json_object_get(object, name))
			json_object_set_new(object, name, json_object());
		object = json_object_get(object, name);
	}
	json_object_set_new(object, dot ? dot + 1 : key, value);
}

static const char *type_of(const struct sink *sink, const struct row *row)
{
	if (sink->has & FIELDS_OF_CALLS)
		return "call";
	if (row->rest)
		return "other";
	return sink->has & FIELDS_OF_WHY ? "cause" : "process";
}

static void row(struct sink *sink, const struct row *row)
{
	json_t *object = json_pack("{ss}", "type", type_of(sink, row));

	for (size_t i = 0; i < sink->columns.count; i++) {
		const struct field *field = sink->columns.list[i];

		if (field_is_known(field, row))
			set_member(object, field->key, new_value(field, row));
	}
	put_object(sink, object, sink_calls(sink, row));
}

static json_t *new_reasons(const struct summary *summary)
{
	json_t *reasons = json_object();

	for (int reason = 0; reason < LOST_REASON_COUNT; reason++) {
		if (summary->lost_reasons[reason])
			json_object_set_new(reasons, lost_reason_name(reason),
					    json_integer(summary->lost_reasons[reason]));
	}
	return reasons;
}

static json_t *new_causes(const uint64_t calls[CAUSE_COUNT])
{
	json_t *object = json_object();

	for (int i = 0; i < CAUSE_COUNT; i++) {
		if (calls[i])
			json_object_set_new(object, causes[i].id, json_integer(calls[i]));
	}
	return object;
}

static bool end(struct sink *sink, const struct summary *summary)
{
	json_t *object =
		json_pack("{ss sI sI sI so so}", "type", "summary", "calls",
			  (json_int_t)summary->calls, "shown", (json_int_t)summary->shown, "lost",
			  (json_int_t)summary->lost, "lost_reasons", new_reasons(summary), "missed",
			  summary->missed_known ? json_integer(summary->missed) : json_null());

	if (summary->causes)
		json_object_set_new(object, "causes", new_causes(summary->causes));
	put_object(sink, object, 0);
	return false;
}

const struct format format_json = {
	.name = "json",
	.fields = FIELD_IN_JSON,
	.row = row,
	.end = end,
};
