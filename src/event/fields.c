#include "event/fields.h"

#include "base/array.h"
#include "base/escape.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool is_process(const struct row *row)
{
	return !row->rest;
}

static bool is_shared(const struct row *row)
{
	return row->shared;
}

static bool has_stack(const struct row *row)
{
	return row->stack && row->stack->count > 0;
}

static bool has_family(const struct row *row)
{
	return row->packet.family != 0;
}

static bool has_protocol(const struct row *row)
{
	return row->packet.parts & PACKET_PROTOCOL;
}

static bool has_addresses(const struct row *row)
{
	return row->packet.parts & PACKET_ADDRESSES;
}

static bool has_ports(const struct row *row)
{
	return row->packet.parts & PACKET_PORTS;
}

static bool has_flags(const struct row *row)
{
	return row->packet.parts & PACKET_FLAGS;
}

static bool has_length(const struct row *row)
{
	return row->packet.parts & PACKET_LENGTH;
}

static bool has_from(const struct row *row)
{
	return row->packet.from != PACKET_FROM_NOTHING;
}

static bool has_device(const struct row *row)
{
	return row->packet.device[0];
}

static bool has_netns(const struct row *row)
{
	return row->packet.netns != 0;
}

static bool has_packet(const struct row *row)
{
	return has_family(row) || has_device(row);
}

static const char *context_text(const struct row *row, char *text)
{
	(void)text;
	return context_name(row->context);
}

static const char *cause_text(const struct row *row, char *text)
{
	(void)text;
	return causes[row->cause].id;
}

enum color field_class_color(enum cause_class class)
{
	static const enum color colors[] = {
		[CLASS_NORMAL] = COLOR_GREEN,
		[CLASS_COST] = COLOR_YELLOW,
		[CLASS_ATTENTION] = COLOR_RED,
	};

	return colors[class];
}

static const char *class_text(const struct row *row, char *text)
{
	(void)text;
	return cause_class_name(causes[row->cause].class);
}

const char *field_function(const struct frame *frame, char text[FIELD_TEXT_SIZE])
{
	if (frame->function)
		escape_text(text, FIELD_TEXT_SIZE, frame->function, strlen(frame->function));
	else
		snprintf(text, FIELD_TEXT_SIZE, "0x%" PRIx64, frame->address);
	return text;
}

static const char *caller_text(const struct row *row, char *text)
{
	return field_function(&row->stack->frames[0], text);
}

static const char *family_text(const struct row *row, char *text)
{
	(void)text;
	return packet_family(&row->packet);
}

static const char *protocol_text(const struct row *row, char *text)
{
	return packet_protocol(&row->packet, text);
}

static const char *source_text(const struct row *row, char *text)
{
	packet_source(&row->packet, text);
	return text;
}

static const char *destination_text(const struct row *row, char *text)
{
	packet_destination(&row->packet, text);
	return text;
}

static const char *flags_text(const struct row *row, char *text)
{
	packet_flags(&row->packet, text);
	return text;
}

static const char *from_text(const struct row *row, char *text)
{
	(void)text;
	return packet_from(&row->packet);
}

static const char *packet_line(const struct row *row, char *text)
{
	char device[SKBCLONE_DEVICE_SIZE * ESCAPE_FACTOR];

	escape_text(device, sizeof(device), row->packet.device,
		    strnlen(row->packet.device, sizeof(row->packet.device)));
	packet_text(&row->packet, device, text, FIELD_TEXT_SIZE);
	return text;
}

#define AT(member) offsetof(struct row, member)

enum {
	TABLE = FIELD_IN_TABLE,
	CSV = FIELD_IN_CSV,
	JSON = FIELD_IN_JSON,
	ALL = TABLE | CSV | JSON,
	CALLS = FIELDS_OF_CALLS,
	TOTALS = FIELDS_OF_TOTALS,
	INTERVALS = FIELDS_OF_INTERVALS,
	WHY = FIELDS_OF_WHY,
	WHY_CALLS = WHY | CALLS,
	WHY_TOTALS = WHY | TOTALS,
};

/* In the order of the columns. An entry stands twice where formats differ in its place, or in when
 * they show it: the row of all other processes has the comm `[other]` for people, and none in JSON.
 */
static const struct field fields[] = {
	{"interval", NULL, 0, FIELD_U64, AT(interval), CSV, INTERVALS, NULL, NULL},
	{"cause", "CAUSE", 18, FIELD_CAUSE, 0, ALL, WHY_TOTALS, is_process, cause_text},
	{"class", NULL, 0, FIELD_TEXT, 0, JSON, WHY_TOTALS, is_process, class_text},
	{"context", "CONTEXT", 11, FIELD_TEXT, 0, ALL, WHY_TOTALS, is_process, context_text},
	{"caller", "CALLER", 26, FIELD_TEXT, 0, ALL, WHY_TOTALS, has_stack, caller_text},
	{"time", "TIME(s)", 18, FIELD_SECONDS, AT(time_ns), ALL, CALLS, NULL, NULL},
	{"ts_ns", NULL, 0, FIELD_U64, AT(ts_ns), JSON, CALLS, NULL, NULL},
	{"comm", "COMM", 19, FIELD_COMM, AT(comm), TABLE | CSV, 0, NULL, NULL},
	{"comm", NULL, 0, FIELD_COMM, AT(comm), JSON, 0, is_process, NULL},
	{"pid", "PID", 6, FIELD_U32, AT(tgid), ALL, 0, is_process, NULL},
	{"tid", NULL, 0, FIELD_U32, AT(tid), CSV | JSON, CALLS, NULL, NULL},
	{"cpu", NULL, 0, FIELD_U32, AT(cpu), CSV | JSON, CALLS, NULL, NULL},
	{"count", "COUNT", 6, FIELD_U64, AT(count), ALL, 0, NULL, NULL},
	{"other", NULL, 0, FIELD_TRUE, 0, JSON, CALLS, is_shared, NULL},
	{"interval", NULL, 0, FIELD_U64, AT(interval), JSON, INTERVALS, NULL, NULL},
	{"context", "CONTEXT", 11, FIELD_TEXT, 0, ALL, WHY_CALLS, NULL, context_text},
	{"cause", "CAUSE", 18, FIELD_CAUSE, 0, ALL, WHY_CALLS, NULL, cause_text},
	{"class", NULL, 0, FIELD_TEXT, 0, JSON, WHY_CALLS, NULL, class_text},
	{"caller", NULL, 0, FIELD_FRAME, 0, CSV | JSON, WHY_CALLS, has_stack, caller_text},
	{"packet", "PACKET", 0, FIELD_TEXT, 0, TABLE, WHY_CALLS, has_packet, packet_line},
	{"packet.family", NULL, 0, FIELD_TEXT, 0, JSON, WHY_CALLS, has_family, family_text},
	{"packet.protocol", NULL, 0, FIELD_TEXT, 0, CSV | JSON, WHY_CALLS, has_protocol,
	 protocol_text},
	{"packet.source", NULL, 0, FIELD_TEXT, 0, CSV | JSON, WHY_CALLS, has_addresses,
	 source_text},
	{"packet.source_port", NULL, 0, FIELD_U16, AT(packet.source_port), CSV | JSON, WHY_CALLS,
	 has_ports, NULL},
	{"packet.destination", NULL, 0, FIELD_TEXT, 0, CSV | JSON, WHY_CALLS, has_addresses,
	 destination_text},
	{"packet.destination_port", NULL, 0, FIELD_U16, AT(packet.destination_port), CSV | JSON,
	 WHY_CALLS, has_ports, NULL},
	{"packet.flags", NULL, 0, FIELD_TEXT, 0, CSV | JSON, WHY_CALLS, has_flags, flags_text},
	{"packet.length", NULL, 0, FIELD_U32, AT(packet.length), CSV | JSON, WHY_CALLS, has_length,
	 NULL},
	{"packet.from", NULL, 0, FIELD_TEXT, 0, JSON, WHY_CALLS, has_from, from_text},
	{"packet.device", NULL, 0, FIELD_COMM, AT(packet.device), CSV | JSON, WHY_CALLS, has_device,
	 NULL},
	{"packet.netns", NULL, 0, FIELD_U32, AT(packet.netns), CSV | JSON, WHY_CALLS, has_netns,
	 NULL},
	{"stack", NULL, 0, FIELD_STACK, AT(stack), ALL, FIELDS_OF_STACKS, has_stack, NULL},
};

_Static_assert(ARRAY_SIZE(fields) <= COLUMNS_MAX, "all fields may be columns");
_Static_assert(sizeof(((struct row *)0)->packet.device) == SKBCLONE_COMM_SIZE,
	       "a device's name is shown like a comm");

void columns_choose(struct columns *columns, unsigned format, unsigned has)
{
	columns->count = 0;
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		if (fields[i].formats & format && (fields[i].needs & has) == fields[i].needs)
			columns->list[columns->count++] = &fields[i];
	}
}
