/* The answers of the helper that opens rings: they come with a descriptor. */
#include "base/stop.h"
#include "source/opener.h"
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* The helper is the other end of this socket. */
static int helper_end;
static struct helper opener;

/* What comes while the process waits next; 0: nothing. */
static int signal_in_poll;

int __real_poll(struct pollfd *polled, nfds_t count, int timeout_ms);

int __wrap_poll(struct pollfd *polled, nfds_t count, int timeout_ms)
{
	int signal = signal_in_poll;

	signal_in_poll = 0;
	if (signal)
		raise(signal);
	return __real_poll(polled, count, timeout_ms);
}

static int set_up(void **state)
{
	int sockets[2];

	(void)state;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) < 0)
		return -1;
	opener.socket = sockets[0];
	helper_end = sockets[1];
	return stop_open();
}

static int tear_down(void **state)
{
	(void)state;
	stop_close();
	close(opener.socket);
	return close(helper_end);
}

/* Send the answer: success, and /dev/null in place of a perf event. */
static void answer(void)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr header;
	} control = {.header = {.cmsg_len = CMSG_LEN(sizeof(int)),
				.cmsg_level = SOL_SOCKET,
				.cmsg_type = SCM_RIGHTS}};
	int value = 0, fd = open("/dev/null", O_RDONLY);
	struct iovec bytes = {&value, sizeof(value)};
	const struct msghdr message = {.msg_iov = &bytes,
				       .msg_iovlen = 1,
				       .msg_control = &control,
				       .msg_controllen = sizeof(control)};

	assert_true(fd >= 0);
	memcpy(CMSG_DATA(&control.header), &fd, sizeof(fd));
	assert_int_equal(sendmsg(helper_end, &message, 0), sizeof(value));
	close(fd);
}

static void test_opener_open__takes_the_answer_after_the_first_signal(void **state)
{
	struct stat found;
	int fd;

	(void)state;
	signal_in_poll = SIGINT;
	answer();
	fd = opener_open(&opener, 0, false);
	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &found), 0);
	assert_true(S_ISCHR(found.st_mode));
	assert_true(stop_came());
	close(fd);
}

/* The kernel drops a descriptor for which there is no room, and says so by MSG_CTRUNC. */
static void test_opener_open__knows_the_limit_of_open_files(void **state)
{
	struct rlimit limit, none;
	int fd;

	(void)state;
	answer();
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	none = (struct rlimit){STDERR_FILENO + 1, limit.rlim_max};
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	fd = opener_open(&opener, 0, false);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	assert_int_equal(fd, -EMFILE);
}

static void test_opener_open__notices_the_end_of_the_helper(void **state)
{
	(void)state;
	shutdown(helper_end, SHUT_RDWR);
	assert_int_equal(opener_open(&opener, 0, false), -EPIPE);
}

#define OPENER_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		OPENER_TEST(test_opener_open__takes_the_answer_after_the_first_signal),
		OPENER_TEST(test_opener_open__knows_the_limit_of_open_files),
		OPENER_TEST(test_opener_open__notices_the_end_of_the_helper),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
