/* written: a sink that writes to memory, so that the tests of formats can read its text. */
#ifndef SKBCLONE_TESTS_WRITTEN_H
#define SKBCLONE_TESTS_WRITTEN_H

#include "output/sink.h"
#include "unit.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct written {
	struct sink sink;
	int fd; /* a file in memory */
	char text[WRITER_PIECE_MAX];
};

/* has: bits of enum field_need. */
static inline void written_open(struct written *written, const char *format, unsigned has)
{
	written->fd = memfd_create("written", MFD_CLOEXEC);
	assert_true(written->fd >= 0);
	assert_int_equal(sink_init(&written->sink, format_find(format), has), 0);
	assert_int_equal(sink_open(&written->sink, written->fd), STATUS_OK);
}

static inline void written_close(struct written *written)
{
	sink_release(&written->sink);
	close(written->fd);
}

/* Flush, and return the text written since the last call. */
static inline const char *written_text(struct written *written)
{
	ssize_t got;

	assert_int_equal(sink_flush(&written->sink), STATUS_OK);
	got = pread(written->fd, written->text, sizeof(written->text) - 1, 0);
	assert_true(got >= 0);
	written->text[got] = '\0';
	assert_int_equal(ftruncate(written->fd, 0), 0);
	assert_int_equal(lseek(written->fd, 0, SEEK_SET), 0);
	return written->text;
}

static inline const char *written_begin(struct written *written)
{
	sink_begin(&written->sink);
	return written_text(written);
}

static inline const char *written_row(struct written *written, const struct row *row)
{
	sink_row(&written->sink, row);
	return written_text(written);
}

/* The end of the run, without a summary. */
static inline const char *written_end(struct written *written)
{
	while (sink_end(&written->sink, NULL))
		;
	return written_text(written);
}

#endif
