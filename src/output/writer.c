#include "output/writer.h"

#include "base/stop.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	BUFFER_SIZE = 80 * 1024,
	/* Capacity in pieces: a full buffer of the shortest rows of calls. */
	PIECES = 2048,
	/* A pipe that polls writable takes this much at once: PIPE_BUF, pipe(7). */
	CHUNK = 4096,
};

struct piece {
	size_t end; /* in text */
	uint64_t calls;
};

struct writer_buffer {
	size_t start; /* of the unwritten text */
	size_t end;
	size_t written; /* bytes of the first piece that are already written */
	size_t first;   /* first unwritten piece; `pieces` is a ring */
	size_t count;
	struct piece pieces[PIECES];
	char text[BUFFER_SIZE];
};

int writer_init(struct writer *writer, int fd)
{
	struct stat found;

	*writer = (struct writer){.fd = fd};
	if (fstat(fd, &found) < 0)
		return -errno;
	writer->is_file = S_ISREG(found.st_mode);
	/* calloc: pages that are never used are never touched. */
	writer->buffer = calloc(1, sizeof(*writer->buffer));
	return writer->buffer ? 0 : -ENOMEM;
}

void writer_release(struct writer *writer)
{
	free(writer->buffer);
	*writer = (struct writer){.fd = -1};
}

bool writer_has_room(const struct writer *writer)
{
	const struct writer_buffer *buffer = writer->buffer;

	return BUFFER_SIZE - (buffer->end - buffer->start) >= WRITER_PIECE_MAX &&
	       buffer->count < PIECES;
}

static struct piece *piece_at(struct writer_buffer *buffer, size_t i)
{
	return &buffer->pieces[(buffer->first + i) % PIECES];
}

/* Move the unwritten text to the front. */
static void compact(struct writer_buffer *buffer)
{
	memmove(buffer->text, buffer->text + buffer->start, buffer->end - buffer->start);
	for (size_t i = 0; i < buffer->count; i++)
		piece_at(buffer, i)->end -= buffer->start;
	buffer->end -= buffer->start;
	buffer->start = 0;
}

char *writer_room(struct writer *writer)
{
	struct writer_buffer *buffer = writer->buffer;

	if (BUFFER_SIZE - buffer->end < WRITER_PIECE_MAX)
		compact(buffer);
	return buffer->text + buffer->end;
}

void writer_add(struct writer *writer, const char *end, uint64_t calls)
{
	struct writer_buffer *buffer = writer->buffer;

	buffer->end = end - buffer->text;
	*piece_at(buffer, buffer->count++) = (struct piece){buffer->end, calls};
}

void writer_forget_calls(struct writer *writer)
{
	struct writer_buffer *buffer = writer->buffer;

	writer->calls_written = 0;
	for (size_t i = 0; i < buffer->count; i++)
		piece_at(buffer, i)->calls = 0;
}

size_t writer_waits(const struct writer *writer)
{
	return writer->buffer->end - writer->buffer->start;
}

/* Returns 1 if the descriptor takes a chunk now, 0 if not, or -errno; -EPIPE: the reader is
 * gone. */
static int is_ready(const struct writer *writer)
{
	struct pollfd target = {.fd = writer->fd, .events = POLLOUT};
	int ready = poll(&target, 1, 0);

	if (ready < 0)
		return errno == EINTR ? 0 : -errno;
	if (target.revents & POLLNVAL)
		return -EBADF;
	if (target.revents & (POLLERR | POLLHUP))
		return -EPIPE;
	return (target.revents & POLLOUT) != 0;
}

/* Returns the size of the next write. A file takes everything. Else: as many whole pieces
 * as fit into a chunk, or one chunk of a longer piece. */
static size_t next_chunk(const struct writer *writer)
{
	struct writer_buffer *buffer = writer->buffer;
	size_t size = 0;

	if (writer->is_file)
		return buffer->end - buffer->start;
	for (size_t i = 0; i < buffer->count; i++) {
		size_t with = piece_at(buffer, i)->end - buffer->start;

		if (with > CHUNK)
			break;
		size = with;
	}
	return size ? size : CHUNK;
}

/* Record that `size` bytes were written. */
static void consume(struct writer *writer, size_t size)
{
	struct writer_buffer *buffer = writer->buffer;
	size_t whole = buffer->start - buffer->written;

	buffer->start += size;
	while (buffer->count > 0 && piece_at(buffer, 0)->end <= buffer->start) {
		writer->calls_written += piece_at(buffer, 0)->calls;
		whole = piece_at(buffer, 0)->end;
		buffer->first = (buffer->first + 1) % PIECES;
		buffer->count--;
	}
	buffer->written = buffer->start - whole;
}

int writer_flush(struct writer *writer)
{
	struct writer_buffer *buffer = writer->buffer;

	while (writer_waits(writer) > 0) {
		size_t size = next_chunk(writer);
		int ready = is_ready(writer);
		ssize_t written;

		if (ready <= 0)
			return ready;
		written = stop_write(writer->fd, buffer->text + buffer->start, size);
		if (written < 0)
			return written == -EAGAIN ? 0 : written;
		consume(writer, written);
		/* A terminal or a socket took a part. A file that took a part is full. */
		if ((size_t)written < size && !writer->is_file)
			return 0;
	}
	consume(writer, 0); /* pieces without text */
	buffer->start = buffer->end = 0;
	return 0;
}

int writer_trim(struct writer *writer)
{
	off_t end;

	if (!writer->is_file || writer->buffer->written == 0)
		return 0;
	end = lseek(writer->fd, -(off_t)writer->buffer->written, SEEK_CUR);
	if (end < 0 || ftruncate(writer->fd, end) < 0)
		return -errno;
	writer->buffer->written = 0;
	return 0;
}
