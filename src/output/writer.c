#include "output/writer.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A descriptor that polls writable takes this much without blocking: PIPE_BUF
 * (pipe(7)); terminals and sockets take more. */
enum { WRITER_SIZE = 64 * 1024, CHUNK = 4096 };

int writer_init(struct writer *writer, int fd)
{
	struct stat status;

	*writer = (struct writer){.fd = fd};
	if (fstat(fd, &status) < 0)
		return -errno;
	writer->is_file = S_ISREG(status.st_mode);
	writer->text = malloc(WRITER_SIZE);
	return writer->text ? 0 : -ENOMEM;
}

void writer_release(struct writer *writer)
{
	free(writer->text);
	*writer = (struct writer){.fd = -1};
}

bool writer_has_room(const struct writer *writer)
{
	return WRITER_SIZE - (writer->end - writer->start) >= FORMAT_LINE_SIZE;
}

char *writer_line(struct writer *writer)
{
	if (WRITER_SIZE - writer->end < FORMAT_LINE_SIZE) {
		memmove(writer->text, writer->text + writer->start, writer->end - writer->start);
		writer->end -= writer->start;
		writer->start = 0;
	}
	return writer->text + writer->end;
}

static uint64_t count_lines(const char *text, size_t length)
{
	uint64_t lines = 0;
	const char *end = text + length;

	while ((text = memchr(text, '\n', end - text))) {
		lines++;
		text++;
	}
	return lines;
}

void writer_commit(struct writer *writer, size_t length)
{
	writer->lines += count_lines(writer->text + writer->end, length);
	writer->end += length;
}

bool writer_waits(const struct writer *writer)
{
	return writer->start < writer->end;
}

/* 1 if the descriptor takes a chunk now, 0 if not; -EPIPE if nobody reads. */
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

/* As many whole lines as may be written in one go. */
static size_t next_chunk(const struct writer *writer)
{
	const char *text = writer->text + writer->start;
	size_t waiting = writer->end - writer->start;
	size_t limit = writer->is_file || waiting < CHUNK ? waiting : CHUNK;
	const char *newline = memrchr(text, '\n', limit);

	return newline ? (size_t)(newline - text) + 1 : limit;
}

int writer_trim(struct writer *writer)
{
	const char *newline = memrchr(writer->text, '\n', writer->start);
	size_t whole = newline ? (size_t)(newline - writer->text) + 1 : 0;
	off_t end = lseek(writer->fd, 0, SEEK_CUR);

	if (!writer->is_file)
		return 0;
	if (end < 0 || ftruncate(writer->fd, end - (off_t)(writer->start - whole)) < 0)
		return -errno;
	return 0;
}

int writer_flush(struct writer *writer)
{
	while (writer_waits(writer)) {
		const char *text = writer->text + writer->start;
		int ready = is_ready(writer);
		ssize_t written;

		if (ready <= 0)
			return ready;
		written = write(writer->fd, text, next_chunk(writer));
		if (written < 0 && (errno == EINTR || errno == EAGAIN))
			return 0;
		if (written < 0)
			return -errno;
		writer->lines_written += count_lines(text, written);
		writer->start += written;
	}
	writer->start = writer->end = 0;
	return 0;
}
