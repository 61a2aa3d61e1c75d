/* What lines look like on a terminal: colours, and a line that is overwritten. */
#include "base/log.h"
#include "unit.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A terminal of our own: its master, which is a terminal, too. */
static int open_terminal(void)
{
	int fd = posix_openpt(O_RDWR | O_NOCTTY);

	assert_true(fd >= 0);
	return fd;
}

static void test_color_is_wanted__only_on_a_terminal(void **state)
{
	int terminal = open_terminal(), file = memfd_create("file", MFD_CLOEXEC);

	(void)state;
	setenv("TERM", "xterm", 1);
	unsetenv("NO_COLOR");
	assert_true(color_is_wanted(COLOR_AUTO, terminal));
	assert_false(color_is_wanted(COLOR_AUTO, file));
	assert_true(color_is_wanted(COLOR_ALWAYS, file));
	assert_false(color_is_wanted(COLOR_NEVER, terminal));
	close(terminal);
	close(file);
}

static void test_color_is_wanted__obeys_the_environment(void **state)
{
	int terminal = open_terminal();

	(void)state;
	setenv("TERM", "xterm", 1);
	setenv("NO_COLOR", "1", 1);
	assert_false(color_is_wanted(COLOR_AUTO, terminal));
	assert_true(color_is_wanted(COLOR_ALWAYS, terminal));
	setenv("NO_COLOR", "", 1);
	assert_true(color_is_wanted(COLOR_AUTO, terminal));
	setenv("TERM", "dumb", 1);
	assert_false(color_is_wanted(COLOR_AUTO, terminal));
	unsetenv("TERM");
	assert_false(color_is_wanted(COLOR_AUTO, terminal));
	unsetenv("NO_COLOR");
	close(terminal);
}

/* Run `write` with stderr in a file, and return the file's text. */
static const char *logged(void (*write)(void))
{
	static char text[256];
	int file = memfd_create("stderr", MFD_CLOEXEC), saved = dup(STDERR_FILENO);
	ssize_t got;

	assert_true(file >= 0 && saved >= 0);
	assert_true(dup2(file, STDERR_FILENO) >= 0);
	write();
	assert_true(dup2(saved, STDERR_FILENO) >= 0);
	got = pread(file, text, sizeof(text) - 1, 0);
	assert_true(got >= 0);
	text[got] = '\0';
	close(file);
	close(saved);
	return text;
}

static void write_colored(void)
{
	log_colored(COLOR_RED, "a", ": b\033");
}

static void test_log_colored__colours_the_head(void **state)
{
	(void)state;
	log_set_color(COLOR_ALWAYS);
	assert_string_equal(logged(write_colored), "\033[31ma\033[0m: b\\x1b\n");
	log_set_color(COLOR_NEVER);
	assert_string_equal(logged(write_colored), "a: b\\x1b\n");
}

static void write_statuses(void)
{
	log_status("1 calls");
	log_status("2 calls");
	log_plain("end");
	log_plain("more");
}

static void test_log_status__is_overwritten(void **state)
{
	(void)state;
	assert_string_equal(logged(write_statuses),
			    "\r\033[K1 calls\r\033[K2 calls\r\033[Kend\nmore\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_color_is_wanted__only_on_a_terminal),
		cmocka_unit_test(test_color_is_wanted__obeys_the_environment),
		cmocka_unit_test(test_log_colored__colours_the_head),
		cmocka_unit_test(test_log_status__is_overwritten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
