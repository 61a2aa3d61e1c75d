/*
 * rows [-l] [-r N] FORMAT <ROWS >FILE
 *
 * Write rows that were recorded with `-f json` in another format, as a run would have done.
 * So formats can be developed and tested without a guest. -l: in the language of the
 * environment. -r: the calls come N times, one round after the other.
 */
#include "base/language.h"
#include "output/sink.h"

#include <arpa/inet.h>
#include <jansson.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* What the recorded rows refer to; nobody frees it, as the process ends soon. */
static void *stacks;

struct named_stack {
	char *key;
	struct stack *stack;
};

static int compare(const void *one, const void *two)
{
	const struct named_stack *a = one, *b = two;

	return strcmp(a->key, b->key);
}

/* Undo escape_text(). */
static void set_bytes(char *out, size_t size, const char *text)
{
	memset(out, 0, size);
	for (size_t i = 0; *text && i < size - 1; i++) {
		unsigned byte;

		if (sscanf(text, "\\x%2x", &byte) == 1) {
			out[i] = byte;
			text += 4;
		} else {
			out[i] = *text++;
		}
	}
}

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

static uint64_t number_of(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

static void set_frame(struct frame *frame, const json_t *json)
{
	*frame = (struct frame){.offset = number_of(json, "offset")};
	if (json_object_get(json, "address"))
		frame->address = strtoull(text_of(json, "address"), NULL, 16);
	else
		frame->function = strdup(text_of(json, "function"));
	if (json_object_get(json, "module"))
		frame->module = strdup(text_of(json, "module"));
}

/* The stack of these frames, the same one for the same frames. */
static struct stack *find_stack(const json_t *frames)
{
	struct named_stack *named = calloc(1, sizeof(*named));
	struct stack *stack;
	void *found;

	named->key = json_dumps(frames, JSON_COMPACT);
	found = tfind(named, &stacks, compare);
	if (found) {
		free(named->key);
		free(named);
		return (*(struct named_stack **)found)->stack;
	}
	stack = calloc(1, sizeof(*stack) + json_array_size(frames) * sizeof(stack->frames[0]));
	for (size_t i = 0; i < json_array_size(frames); i++)
		set_frame(&stack->frames[stack->count++], json_array_get(frames, i));
	named->stack = stack;
	tsearch(named, &stacks, compare);
	return stack;
}

static uint16_t protocol_of(const struct packet *packet, const char *name)
{
	struct packet tried = *packet;
	char text[PACKET_NUMBER_SIZE];

	tried.parts = PACKET_PROTOCOL;
	for (unsigned i = 0; i < UINT16_MAX; i++) {
		tried.protocol = i;
		if (strcmp(packet_protocol(&tried, text), name) == 0)
			return i;
	}
	return 0;
}

static uint8_t flags_of(const char *letters)
{
	static const char names[] = "FSRP.UEW";
	uint8_t flags = 0;

	for (; *letters; letters++)
		flags |= 1 << (strchr(names, *letters) - names);
	return flags;
}

static void set_packet(struct packet *packet, const json_t *json)
{
	static const struct {
		const char *name;
		int family;
	} families[] = {{"inet", AF_INET},
			{"inet6", AF_INET6},
			{"netlink", AF_NETLINK},
			{"packet", AF_PACKET}};
	static const struct {
		const char *key;
		enum packet_part part;
	} parts[] = {{"source", PACKET_ADDRESSES},
		     {"source_port", PACKET_PORTS},
		     {"protocol", PACKET_PROTOCOL},
		     {"flags", PACKET_FLAGS},
		     {"length", PACKET_LENGTH}};

	for (size_t i = 0; i < 4; i++) {
		if (strcmp(text_of(json, "family"), families[i].name) == 0)
			packet->family = families[i].family;
	}
	for (size_t i = 0; i < 5; i++) {
		if (json_object_get(json, parts[i].key))
			packet->parts |= parts[i].part;
	}
	packet->from = strcmp(text_of(json, "from"), "socket") == 0    ? PACKET_FROM_SOCKET
		       : strcmp(text_of(json, "from"), "headers") == 0 ? PACKET_FROM_HEADERS
								       : PACKET_FROM_NOTHING;
	inet_pton(packet->family, text_of(json, "source"), packet->source);
	inet_pton(packet->family, text_of(json, "destination"), packet->destination);
	packet->source_port = number_of(json, "source_port");
	packet->destination_port = number_of(json, "destination_port");
	packet->protocol = protocol_of(packet, text_of(json, "protocol"));
	packet->flags = flags_of(text_of(json, "flags"));
	packet->length = number_of(json, "length");
	packet->netns = number_of(json, "netns");
	set_bytes(packet->device, sizeof(packet->device), text_of(json, "device"));
}

/* Calls have the whole frame of their caller, totals its name. */
static json_t *frames_of(const json_t *json)
{
	json_t *caller = json_object_get(json, "caller"), *stack = json_object_get(json, "stack");

	if (stack)
		return json_incref(stack);
	if (json_is_string(caller))
		return json_pack("[{sO}]", "function", caller);
	return caller ? json_pack("[O]", caller) : NULL;
}

static void set_row(struct row *row, const json_t *json)
{
	json_t *frames = frames_of(json);

	*row = (struct row){
		.ts_ns = number_of(json, "ts_ns"),
		.time_ns = json_number_value(json_object_get(json, "time")) * 1e9 + 0.5,
		.count = number_of(json, "count"),
		.tgid = number_of(json, "pid"),
		.tid = number_of(json, "tid"),
		.cpu = number_of(json, "cpu"),
		.interval = number_of(json, "interval"),
		.rest = strcmp(text_of(json, "type"), "other") == 0,
		.shared = json_is_true(json_object_get(json, "other")),
	};
	set_bytes(row->comm, sizeof(row->comm), row->rest ? "[other]" : text_of(json, "comm"));
	for (int i = 0; i < CAUSE_COUNT; i++) {
		if (strcmp(text_of(json, "cause"), causes[i].id) == 0)
			row->cause = i;
	}
	for (int i = CONTEXT_UNKNOWN; i <= CONTEXT_KTHREAD; i++) {
		if (strcmp(text_of(json, "context"), context_name(i)) == 0)
			row->context = i;
	}
	if (json_object_get(json, "packet"))
		set_packet(&row->packet, json_object_get(json, "packet"));
	if (frames)
		row->stack = find_stack(frames);
	json_decref(frames);
}

/* What the run had that made this row. */
static unsigned fields_of(const json_t *json)
{
	bool is_call = strcmp(text_of(json, "type"), "call") == 0;

	return (is_call ? FIELDS_OF_CALLS : FIELDS_OF_TOTALS) |
	       (json_object_get(json, "cause") ? FIELDS_OF_WHY : 0) |
	       (json_object_get(json, "stack") ? FIELDS_OF_STACKS : 0) |
	       (json_object_get(json, "interval") ? FIELDS_OF_INTERVALS : 0);
}

static void set_summary(struct summary *summary, const json_t *json)
{
	json_t *missed = json_object_get(json, "missed");

	*summary = (struct summary){
		.calls = number_of(json, "calls"),
		.shown = number_of(json, "shown"),
		.lost = number_of(json, "lost"),
		.missed = json_integer_value(missed),
		.missed_known = json_is_integer(missed),
	};
	for (int i = 0; i < LOST_REASON_COUNT; i++)
		summary->lost_reasons[i] =
			number_of(json_object_get(json, "lost_reasons"), lost_reason_name(i));
}

struct recording {
	struct row *rows;
	size_t count;
	unsigned has;
	struct summary summary;
};

static struct row *new_row(struct recording *recording)
{
	/* The room doubles: at each power of two there is none left. */
	if ((recording->count & (recording->count - 1)) == 0)
		recording->rows = realloc(recording->rows,
					  2 * (recording->count + 1) * sizeof(recording->rows[0]));
	return &recording->rows[recording->count++];
}

static void read_recording(struct recording *recording)
{
	char *line = NULL;
	size_t size = 0;

	while (getline(&line, &size, stdin) > 0) {
		json_t *json = json_loads(line, 0, NULL);

		if (!json)
			continue;
		if (strcmp(text_of(json, "type"), "summary") == 0) {
			set_summary(&recording->summary, json);
		} else {
			recording->has |= fields_of(json);
			set_row(new_row(recording), json);
		}
		json_decref(json);
	}
	free(line);
}

static void write_rows(struct sink *sink, const struct recording *recording, unsigned round)
{
	const struct row *last = &recording->rows[recording->count - 1];

	for (size_t i = 0; i < recording->count; i++) {
		struct row row = recording->rows[i];

		row.time_ns += round * (last->time_ns + 1000);
		row.count += round * last->count;
		if (i == 0 || row.interval != recording->rows[i - 1].interval)
			sink_begin(sink);
		while (!sink_has_room(sink))
			sink_flush(sink);
		sink_row(sink, &row);
	}
}

int main(int argc, char **argv)
{
	static const struct run run = {
		.command = "skbclone perf-output -- 'recorded rows'",
		.filter = "all processes",
		.host = "guest",
		.kernel = "Linux 6.1.0 x86_64",
		.started = "2026-01-02 03:04:05 UTC",
		.ended_ns = 1500000000,
	};
	struct recording recording = {0};
	unsigned rounds = 1;
	struct sink sink;
	int option;

	while ((option = getopt(argc, argv, "lr:")) != -1) {
		if (option == 'l')
			language_init();
		else if (option == 'r')
			rounds = atoi(optarg);
		else
			return 2;
	}
	read_recording(&recording);
	if (optind == argc || !format_find(argv[optind]) || recording.count == 0 ||
	    sink_init(&sink, format_find(argv[optind]), recording.has) < 0 ||
	    sink_open(&sink, STDOUT_FILENO) != STATUS_OK)
		return 2;
	sink.run = &run;
	for (unsigned round = 0; round < rounds; round++)
		write_rows(&sink, &recording, round);
	recording.summary.calls *= rounds;
	recording.summary.shown *= rounds;
	while (!sink.closed && sink_end(&sink, &recording.summary))
		sink_flush(&sink);
	while (!sink.closed && sink_waits(&sink))
		sink_flush(&sink);
	sink_release(&sink);
	free(recording.rows);
	return sink.closed;
}
