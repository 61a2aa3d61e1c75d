#include "base/stop.h"

#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { NO_LIMIT = -1 };

/* What the terminal does at Ctrl-C: the kernel sends the signal. */
static void press_ctrl_c(void)
{
	siginfo_t info = {.si_signo = SIGINT, .si_code = SI_KERNEL};

	assert_int_equal(syscall(SYS_rt_sigqueueinfo, getpid(), SIGINT, &info), 0);
}

static int open_stop(void **state)
{
	(void)state;
	return stop_open();
}

static int close_stop(void **state)
{
	sigset_t none;

	(void)state;
	stop_close();
	sigemptyset(&none);
	return sigprocmask(SIG_SETMASK, &none, NULL);
}

static void test_stop_came__knows_each_signal(void **state)
{
	const int signals[] = {SIGINT, SIGTERM, SIGHUP};

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(stop_open(), 0);
		assert_false(stop_came());
		assert_int_equal(kill(getpid(), signals[i]), 0);
		assert_true(stop_came());
		assert_true(stop_came());
	}
}

static void test_stop_share__gives_the_first_ctrl_c_away(void **state)
{
	(void)state;
	stop_share(true);
	press_ctrl_c();
	assert_false(stop_came());
	assert_int_equal(stop_sleep(1), 0);
	press_ctrl_c();
	assert_int_equal(stop_sleep(NO_LIMIT), -ECANCELED);
	assert_true(stop_came());
}

static void test_stop_share__keeps_other_signals(void **state)
{
	(void)state;
	stop_share(true);
	assert_int_equal(kill(getpid(), SIGINT), 0);
	assert_true(stop_came());
}

/* COMMAND ended by a Ctrl-C that was not read yet. The next one is ours. */
static void test_stop_share__ends_with_the_command(void **state)
{
	(void)state;
	stop_share(true);
	press_ctrl_c();
	stop_share(false);
	assert_false(stop_came());
	press_ctrl_c();
	assert_true(stop_came());
}

static void test_stop_wait__ends_at_a_signal(void **state)
{
	int fds[2];

	(void)state;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(stop_wait(fds[0], POLLIN, 1), 0);
	assert_int_equal(kill(getpid(), SIGTERM), 0);
	assert_int_equal(stop_wait(fds[0], POLLIN, NO_LIMIT), -ECANCELED);
	/* What ends a run waits, too; but not without a limit. */
	assert_int_equal(write(fds[1], "x", 1), 1);
	assert_int_equal(stop_wait(fds[0], POLLIN, NO_LIMIT), 1);
	assert_int_equal(stop_wait(fds[1], POLLIN, NO_LIMIT), -ECANCELED);
	/* Nor does a loop of short waits go on. */
	assert_int_equal(stop_sleep(1), -ECANCELED);
	close(fds[0]);
	close(fds[1]);
}

static void test_stop_read_exactly__ends_at_a_signal(void **state)
{
	char bytes[4];
	int fds[2];

	(void)state;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], "123", 3), 3);
	assert_int_equal(kill(getpid(), SIGTERM), 0);
	assert_int_equal(stop_read_exactly(fds[0], bytes, 4), -ECANCELED);
	assert_int_equal(write(fds[1], "1234", 4), 4);
	assert_int_equal(stop_read_exactly(fds[0], bytes, 4), 0);
	close(fds[1]);
	assert_int_equal(stop_read_exactly(fds[0], bytes, 1), -EPIPE);
	close(fds[0]);
}

/* Fill a terminal that is not read: it polls writable, and takes a part. */
static int open_terminal(int *terminal)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY);

	assert_true(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
	*terminal = open(ptsname(master), O_RDWR | O_NOCTTY);
	assert_true(*terminal >= 0);
	return master;
}

static void fill(int fd)
{
	static const char text[4096] = "";
	ssize_t written;

	do
		written = stop_write(fd, text, sizeof(text));
	while (written > 0);
	assert_int_equal(written, -EAGAIN);
}

static void test_stop_write__does_not_hang(void **state)
{
	int fds[2], master, terminal;

	(void)state;
	assert_int_equal(pipe(fds), 0);
	fill(fds[1]);
	master = open_terminal(&terminal);
	fill(terminal);
	close(fds[0]);
	assert_int_equal(stop_write(fds[1], "x", 1), -EPIPE);
	close(fds[1]);
	close(terminal);
	close(master);
}

static void test_stop_write_all__gives_up_after_a_stop(void **state)
{
	int fds[2];

	(void)state;
	assert_int_equal(pipe(fds), 0);
	fill(fds[1]);
	assert_int_equal(kill(getpid(), SIGTERM), 0);
	assert_int_equal(stop_write_all(fds[1], "x", 1), -ECANCELED);
	close(fds[0]);
	close(fds[1]);
}

static void *empty(void *pipe)
{
	char text[4096];

	poll(NULL, 0, 2 * STOP_WRITE_MS);
	while (read(*(int *)pipe, text, sizeof(text)) > 0)
		;
	return NULL;
}

/* Somebody who shares the pipe has made it O_NONBLOCK. Its reader is late. */
static void test_stop_write_all__waits_for_a_late_reader(void **state)
{
	pthread_t reader;
	int fds[2];

	(void)state;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(fcntl(fds[1], F_SETFL, O_NONBLOCK), 0);
	fill(fds[1]);
	assert_int_equal(pthread_create(&reader, NULL, empty, &fds[0]), 0);
	assert_int_equal(stop_write_all(fds[1], "x", 1), 0);
	close(fds[1]);
	pthread_join(reader, NULL);
	close(fds[0]);
}

#define STOP_TEST(name) cmocka_unit_test_setup_teardown(name, open_stop, close_stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		STOP_TEST(test_stop_came__knows_each_signal),
		STOP_TEST(test_stop_share__gives_the_first_ctrl_c_away),
		STOP_TEST(test_stop_share__keeps_other_signals),
		STOP_TEST(test_stop_share__ends_with_the_command),
		STOP_TEST(test_stop_wait__ends_at_a_signal),
		STOP_TEST(test_stop_read_exactly__ends_at_a_signal),
		STOP_TEST(test_stop_write__does_not_hang),
		STOP_TEST(test_stop_write_all__gives_up_after_a_stop),
		STOP_TEST(test_stop_write_all__waits_for_a_late_reader),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
