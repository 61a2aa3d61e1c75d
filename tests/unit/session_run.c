#include "session_run.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

char rows[] = "/tmp/test_session-XXXXXX";

/* The fake rings and maps are made for this number of pages. */
struct source *small_perf_source(void)
{
	return perf_source_new(1, false, true);
}

const struct session_options shortly = {
	.output = rows,
	.force = true,
	.duration_ns = 1,
	.no_cache = true,
};

static int count_descriptors(void)
{
	DIR *directory = opendir("/proc/self/fd");
	int count = 0;

	assert_non_null(directory);
	while (readdir(directory))
		count++;
	closedir(directory);
	return count;
}

int run(const struct fake_kernel *kernel, const struct session_options *options,
	struct source *(*new_source)(void), struct log_record *record)
{
	struct session_options with_format = *options;
	int before = count_descriptors(), status;
	struct source *source;
	sigset_t none;

	sigemptyset(&none); /* the session before left signals blocked */
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (!with_format.format)
		with_format.format = format_find("csv");
	fake_kernel = *kernel;
	*record = (struct log_record){0};
	log_record(record);
	source = new_source();
	status = source ? session_run(&with_format, source) : STATUS_FAILED;
	log_record(NULL);
	if (count_descriptors() != before)
		fail_msg("descriptors are left open");
	if (waitpid(-1, NULL, WNOHANG) != -1 || errno != ECHILD)
		fail_msg("a child is left");
	return status;
}

void read_rows(char *text, size_t size)
{
	int fd = open(rows, O_RDONLY);
	ssize_t got = read(fd, text, size - 1);

	assert_true(got >= 0);
	text[got] = '\0';
	close(fd);
}

void expect_rows(const char *expected)
{
	char text[512];

	read_rows(text, sizeof(text));
	assert_string_equal(text, expected);
}

int session_run_set_up(void **state)
{
	int fd = mkstemp(rows);

	(void)state;
	return fd < 0 ? -1 : close(fd);
}

int session_run_clean_up(void **state)
{
	(void)state;
	unlink(rows);
	return 0;
}
