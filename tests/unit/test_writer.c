#include "output/writer.h"
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static void put(struct writer *writer, const char *line)
{
	assert_true(writer_has_room(writer));
	writer_add(writer, stpcpy(writer_room(writer), line), 1);
}

static void test_writer_flush__writes_pieces_and_counts_their_calls(void **state)
{
	struct writer writer;
	char text[64] = "";
	int pipe_fds[2];

	(void)state;
	assert_int_equal(pipe(pipe_fds), 0);
	assert_int_equal(writer_init(&writer, pipe_fds[1]), 0);
	put(&writer, "one\n");
	put(&writer, "two\n");
	assert_int_equal(writer_flush(&writer), 0);
	assert_int_equal(writer.calls_written, 2);
	assert_false(writer_waits(&writer));
	assert_int_equal(read(pipe_fds[0], text, sizeof(text)), 8);
	assert_string_equal(text, "one\ntwo\n");
	writer_release(&writer);
	close(pipe_fds[0]);
	close(pipe_fds[1]);
}

/* The reader of the pipe sleeps. The pipe fills, the rest waits in the writer, and no
 * call blocks. The pipe holds whole lines. */
static void test_writer_flush__does_not_block(void **state)
{
	struct writer writer;
	char *text = malloc(1 << 20);
	uint64_t lines = 0;
	ssize_t got;
	int pipe_fds[2];

	(void)state;
	assert_int_equal(pipe(pipe_fds), 0);
	assert_int_equal(writer_init(&writer, pipe_fds[1]), 0);
	while (writer_has_room(&writer)) {
		put(&writer, "a line of 28 characters....\n");
		assert_int_equal(writer_flush(&writer), 0);
	}
	assert_true(writer_waits(&writer));
	/* The pipe now has room for a part of the waiting text. Writing all would block. */
	assert_int_equal(read(pipe_fds[0], text, 4096), 4096);
	alarm(10);
	assert_int_equal(writer_flush(&writer), 0);
	alarm(0);
	got = 4096 + read(pipe_fds[0], text + 4096, (1 << 20) - 4096);
	assert_true(got > 0 && text[got - 1] == '\n');
	for (ssize_t i = 0; i < got; i++)
		lines += text[i] == '\n';
	assert_int_equal(lines, writer.calls_written);
	assert_int_equal(writer_flush(&writer), 0);
	assert_true(writer.calls_written > lines);
	writer_release(&writer);
	free(text);
	close(pipe_fds[0]);
	close(pipe_fds[1]);
}

/* The file cannot grow beyond 10 bytes. After writer_trim() it holds whole lines. */
static void test_writer_trim__leaves_whole_pieces(void **state)
{
	char path[] = "/tmp/test_writer-XXXXXX";
	struct rlimit limit, small;
	struct writer writer;
	int fd = mkstemp(path);

	(void)state;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	small = limit;
	small.rlim_cur = 10;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_equal(writer_init(&writer, fd), 0);
	put(&writer, "one\n");
	put(&writer, "two\n");
	put(&writer, "three\n");
	assert_int_equal(writer_flush(&writer), -EFBIG);
	assert_int_equal(writer.calls_written, 2);
	assert_int_equal(lseek(fd, 0, SEEK_END), 10);
	assert_int_equal(writer_trim(&writer), 0);
	assert_int_equal(lseek(fd, 0, SEEK_CUR), 8);
	assert_int_equal(lseek(fd, 0, SEEK_END), 8);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	writer_release(&writer);
	close(fd);
	unlink(path);
}

static void test_writer_flush__tells_a_closed_pipe(void **state)
{
	struct writer writer;
	int pipe_fds[2];

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pipe(pipe_fds), 0);
	assert_int_equal(writer_init(&writer, pipe_fds[1]), 0);
	close(pipe_fds[0]);
	put(&writer, "one\n");
	assert_int_equal(writer_flush(&writer), -EPIPE);
	assert_int_equal(writer.calls_written, 0);
	writer_release(&writer);
	close(pipe_fds[1]);
}

/* Fill the writer with the shortest pieces, and again after each flush. */
static void test_writer_add__takes_many_pieces(void **state)
{
	struct writer writer;
	uint64_t added = 0;
	char *text = malloc(1 << 20);
	int pipe_fds[2];

	(void)state;
	assert_int_equal(pipe(pipe_fds), 0);
	assert_int_equal(writer_init(&writer, pipe_fds[1]), 0);
	for (int round = 0; round < 5; round++) {
		for (; writer_has_room(&writer); added += 2)
			writer_add(&writer, stpcpy(writer_room(&writer), "0,1\n"), 2);
		assert_int_equal(writer_flush(&writer), 0);
		assert_true(read(pipe_fds[0], text, 1 << 20) > 0);
	}
	while (writer_waits(&writer)) {
		assert_int_equal(writer_flush(&writer), 0);
		assert_true(read(pipe_fds[0], text, 1 << 20) > 0);
	}
	assert_true(writer.calls_written == added);
	writer_release(&writer);
	free(text);
	close(pipe_fds[0]);
	close(pipe_fds[1]);
}

/* One piece has several lines and is longer than one write to a pipe. Its calls count
 * once the whole piece is written. */
static void test_writer_flush__counts_a_long_piece_when_it_is_whole(void **state)
{
	enum { FREE = WRITER_PIECE_MAX };
	struct writer writer;
	char *text = malloc(1 << 20), *room;
	int pipe_fds[2], size;

	(void)state;
	assert_int_equal(pipe(pipe_fds), 0);
	size = fcntl(pipe_fds[1], F_GETPIPE_SZ);
	memset(text, 'x', 1 << 20);
	/* A pipe is full when all its pages are used. */
	assert_int_equal(write(pipe_fds[1], text, size), size);
	assert_int_equal(writer_init(&writer, pipe_fds[1]), 0);
	room = writer_room(&writer);
	memset(room, '\n', WRITER_PIECE_MAX);
	writer_add(&writer, room + WRITER_PIECE_MAX, 7);
	assert_int_equal(writer_flush(&writer), 0);
	assert_int_equal(read(pipe_fds[0], text, 4096), 4096);
	assert_int_equal(writer_flush(&writer), 0);
	assert_int_equal(writer.calls_written, 0);
	assert_true(writer_waits(&writer));
	assert_int_equal(read(pipe_fds[0], text, FREE), FREE);
	assert_int_equal(writer_flush(&writer), 0);
	assert_int_equal(writer.calls_written, 7);
	assert_false(writer_waits(&writer));
	writer_release(&writer);
	free(text);
	close(pipe_fds[0]);
	close(pipe_fds[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_writer_flush__writes_pieces_and_counts_their_calls),
		cmocka_unit_test(test_writer_flush__does_not_block),
		cmocka_unit_test(test_writer_trim__leaves_whole_pieces),
		cmocka_unit_test(test_writer_flush__tells_a_closed_pipe),
		cmocka_unit_test(test_writer_add__takes_many_pieces),
		cmocka_unit_test(test_writer_flush__counts_a_long_piece_when_it_is_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
