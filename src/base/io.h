/*
 * io: complete reads and writes on descriptors and small files. Retries after short counts
 * and EINTR. Logs nothing: only the caller can name the file in a message.
 */
#ifndef SKBCLONE_BASE_IO_H
#define SKBCLONE_BASE_IO_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Close *fd unless it is -1, and set it to -1. */
void io_close(int *fd);

/* Close all descriptors from the number `first` up. */
void io_close_from(int first);

/* Write all bytes; may block. Returns 0 or -errno. */
int io_write_all(int fd, const void *bytes, size_t size);

/* Fill bytes[size]. Returns 0, -EPIPE if the input ends too early, or another -errno. */
int io_read_exactly(int fd, void *bytes, size_t size);

/*
 * Read to the end of file. *text holds *size bytes and then a NUL; the caller frees it.
 * Returns 0, -EFBIG if there are more than max bytes, or another -errno.
 */
int io_read_all(int fd, size_t max, char **text, size_t *size);

/*
 * Read a small file of /proc, /sys or tracefs, relative to dirfd, into text[size]. Adds a
 * NUL, removes one trailing newline, and cuts a file that is too long. Returns the length
 * or -errno.
 */
ssize_t io_read_file(int dirfd, const char *path, char *text, size_t size);

/* Is a switch of /proc, /sys or tracefs 0? fd: of the file, may be -1. False if it cannot be
 * read. */
bool io_is_off(int fd);

/* Write text to an existing file, relative to dirfd, in one write(2), as tracefs requires.
 * Returns 0 or -errno. */
int io_write_file(int dirfd, const char *path, const char *text);

#endif
