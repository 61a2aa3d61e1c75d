#include "output/sink.h"

#include "base/array.h"
#include "base/log.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const struct format *format_find(const char *name)
{
	static const struct format *const formats[] = {
		&format_table,  &format_json, &format_csv,
		&format_folded, &format_html, &format_prometheus,
	};

	for (size_t i = 0; i < ARRAY_SIZE(formats); i++) {
		if (strcmp(formats[i]->name, name) == 0)
			return formats[i];
	}
	return NULL;
}

void format_comm(char out[FORMAT_COMM_SIZE], const char comm[SKBCLONE_COMM_SIZE])
{
	escape_text(out, FORMAT_COMM_SIZE, comm, strnlen(comm, SKBCLONE_COMM_SIZE));
}

int sink_init(struct sink *sink, const struct format *format, unsigned has)
{
	*sink = (struct sink){.format = format, .has = has, .writer.fd = -1};
	columns_choose(&sink->columns, format->fields, has);
	if (format->state_size == 0)
		return 0;
	sink->state = calloc(1, format->state_size);
	return sink->state ? 0 : -ENOMEM;
}

void sink_release(struct sink *sink)
{
	writer_release(&sink->writer);
	free(sink->state);
	sink->state = NULL;
}

enum status sink_open(struct sink *sink, int fd)
{
	int error = writer_init(&sink->writer, fd);

	return error ? log_failure(-error, "output") : STATUS_OK;
}

void sink_begin(struct sink *sink)
{
	writer_forget_calls(&sink->writer);
	sink->held = 0;
	if (sink->format->begin)
		sink->format->begin(sink);
}

void sink_row(struct sink *sink, const struct row *row)
{
	sink->format->row(sink, row);
}

bool sink_end(struct sink *sink, const struct summary *summary)
{
	return sink->format->end && !sink->closed && sink->format->end(sink, summary);
}

bool sink_has_room(const struct sink *sink)
{
	return writer_has_room(&sink->writer);
}

size_t sink_waits(const struct sink *sink)
{
	return writer_waits(&sink->writer);
}

enum status sink_flush(struct sink *sink)
{
	int error = sink->closed ? 0 : writer_flush(&sink->writer);

	if (error)
		sink->closed = true;
	return error && error != -EPIPE ? log_failure(-error, "output") : STATUS_OK;
}

uint64_t sink_shown(const struct sink *sink)
{
	return sink->writer.calls_written;
}

uint64_t sink_promised(const struct sink *sink)
{
	return sink_shown(sink) + sink->held;
}

struct line sink_line(struct sink *sink)
{
	char *room = writer_room(&sink->writer);

	return (struct line){room, room + WRITER_PIECE_MAX};
}

void sink_put(struct sink *sink, const struct line *line, uint64_t calls)
{
	writer_add(&sink->writer, line->at, calls);
}

void sink_hold(struct sink *sink, uint64_t calls)
{
	sink->held += calls;
}

void sink_put_last(struct sink *sink, const struct line *line)
{
	sink_put(sink, line, sink->held);
	sink->held = 0;
}

uint64_t sink_calls(const struct sink *sink, const struct row *row)
{
	return sink->has & FIELDS_OF_TOTALS ? row->count : 1;
}
