/*
 * io: whole reads and writes on descriptors and small files, retried over
 * short counts and EINTR. Says nothing; the caller knows what the bytes are.
 */
#ifndef SKBCLONE_BASE_IO_H
#define SKBCLONE_BASE_IO_H

#include <stddef.h>
#include <sys/types.h>

/* Close a descriptor that is held, and hold none (-1) from then on. */
void io_close(int *fd);

/* Close all descriptors from this number on. */
void io_close_from(int first);

/* Write all of it, blocking. 0 or -errno. */
int io_write_all(int fd, const void *bytes, size_t size);

/* Fill bytes[size]. 0, -EPIPE if the end comes before, or -errno. */
int io_read_exactly(int fd, void *bytes, size_t size);

/*
 * Read to the end of file. *text is the caller's to free and holds a NUL
 * after its *size bytes. 0 or -errno; -EFBIG if there are more than max.
 */
int io_read_all(int fd, size_t max, char **text, size_t *size);

/*
 * Read a small file (of /proc, /sys, tracefs), relative to dirfd, into
 * text[size], NUL-terminated, one trailing newline removed; what is too long
 * is cut. Its length, or -errno.
 */
ssize_t io_read_file(int dirfd, const char *path, char *text, size_t size);

/* Write text to an existing file of tracefs or the like, in one write(2).
 * 0 or -errno. */
int io_write_file(int dirfd, const char *path, const char *text);

#endif
