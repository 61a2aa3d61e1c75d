#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

void io_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void io_close_from(int first)
{
#ifdef SYS_close_range
	if (syscall(SYS_close_range, first, ~0U, 0) == 0)
		return;
#endif
	for (int fd = first; fd < sysconf(_SC_OPEN_MAX); fd++)
		close(fd);
}

int io_write_all(int fd, const void *bytes, size_t size)
{
	const char *at = bytes;

	while (size > 0) {
		ssize_t written = write(fd, at, size);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return -errno;
		at += written;
		size -= written;
	}
	return 0;
}

/* Read until bytes[size] is full or the input ends. Returns the byte count, or -errno. */
static ssize_t read_up_to(int fd, char *bytes, size_t size)
{
	size_t have = 0;

	while (have < size) {
		ssize_t got = read(fd, bytes + have, size - have);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -errno;
		if (got == 0)
			break;
		have += got;
	}
	return have;
}

int io_read_exactly(int fd, void *bytes, size_t size)
{
	ssize_t got = read_up_to(fd, bytes, size);

	if (got < 0)
		return got;
	return (size_t)got == size ? 0 : -EPIPE;
}

int io_read_all(int fd, size_t max, char **text, size_t *size)
{
	char *bytes = malloc(max + 1);
	ssize_t got;

	if (!bytes)
		return -ENOMEM;
	got = read_up_to(fd, bytes, max + 1);
	if (got < 0 || (size_t)got > max) {
		free(bytes);
		return got < 0 ? (int)got : -EFBIG;
	}
	bytes[got] = '\0';
	*text = bytes;
	*size = got;
	return 0;
}

ssize_t io_read_file(int dirfd, const char *path, char *text, size_t size)
{
	int fd = openat(dirfd, path, O_RDONLY | O_CLOEXEC);
	ssize_t got;

	if (fd < 0)
		return -errno;
	got = read_up_to(fd, text, size - 1);
	close(fd);
	if (got < 0)
		return got;
	if (got > 0 && text[got - 1] == '\n')
		got--;
	text[got] = '\0';
	return got;
}

bool io_is_off(int fd)
{
	char value;

	return pread(fd, &value, 1, 0) == 1 && value == '0';
}

int io_write_file(int dirfd, const char *path, const char *text)
{
	int fd = openat(dirfd, path, O_WRONLY | O_TRUNC | O_CLOEXEC);
	ssize_t written;
	int error;

	if (fd < 0)
		return -errno;
	written = write(fd, text, strlen(text));
	error = written < 0 ? -errno : 0;
	close(fd);
	return error;
}
