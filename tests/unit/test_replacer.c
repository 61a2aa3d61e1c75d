/* The file of metrics: replaced whole by the helper, or left as it is. */
#include "session/replacer.h"

#include "base/log.h"
#include "base/stop.h"
#include "unit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char directory[] = "/tmp/test_replacer-XXXXXX";
static char path[64];

static void write_text(const struct replacer *replacer, const char *text)
{
	assert_int_equal(write(replacer->text, text, strlen(text)), strlen(text));
}

static const char *content(void)
{
	static char text[16384];
	int fd = open(path, O_RDONLY);
	ssize_t got;

	assert_true(fd >= 0);
	got = read(fd, text, sizeof(text) - 1);
	assert_true(got >= 0);
	text[got] = '\0';
	close(fd);
	return text;
}

static int count_files(void)
{
	DIR *entries = opendir(directory);
	int count = -2; /* `.` and `..` */

	assert_non_null(entries);
	while (readdir(entries))
		count++;
	closedir(entries);
	return count;
}

static void test_replacer_replace__leaves_the_old_file_to_its_readers(void **state)
{
	struct replacer replacer;
	char old[16] = "";
	int reader;

	(void)state;
	assert_int_equal(replacer_start(&replacer, path), STATUS_OK);
	write_text(&replacer, "first\n");
	assert_int_equal(replacer_replace(&replacer), STATUS_OK);
	reader = open(path, O_RDONLY);
	write_text(&replacer, "2\n");
	assert_string_equal(content(), "first\n");
	assert_int_equal(replacer_replace(&replacer), STATUS_OK);
	assert_string_equal(content(), "2\n");
	assert_int_equal(read(reader, old, sizeof(old)), strlen("first\n"));
	assert_string_equal(old, "first\n");
	close(reader);
	replacer_close(&replacer);
	assert_int_equal(count_files(), 1);
}

/* A long text is copied in parts. */
static void test_replacer_replace__copies_all(void **state)
{
	struct replacer replacer;
	char text[10001];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(replacer_start(&replacer, path), STATUS_OK);
	write_text(&replacer, text);
	assert_int_equal(replacer_replace(&replacer), STATUS_OK);
	assert_string_equal(content(), text);
	replacer_close(&replacer);
}

static void test_replacer_start__keeps_the_file(void **state)
{
	struct replacer replacer;

	(void)state;
	assert_int_equal(replacer_start(&replacer, path), STATUS_OK);
	replacer_close(&replacer);
	assert_true(content()[0] != '\0');
}

/* A run that had our process id, and was killed together with its helper, left its file. */
static void test_replacer_replace__takes_over_what_was_left(void **state)
{
	struct replacer replacer;
	char left[128];

	(void)state;
	snprintf(left, sizeof(left), "%s/.skbclone-%d", directory, getpid());
	close(open(left, O_WRONLY | O_CREAT, 0600));
	assert_int_equal(replacer_start(&replacer, path), STATUS_OK);
	write_text(&replacer, "new\n");
	assert_int_equal(replacer_replace(&replacer), STATUS_OK);
	assert_string_equal(content(), "new\n");
	replacer_close(&replacer);
	assert_int_equal(count_files(), 1);
}

/* Send this process a signal once the helper has begun to write. */
static pid_t signal_in_the_middle(void)
{
	pid_t child = fork();
	char beside[128];

	if (child != 0)
		return child;
	snprintf(beside, sizeof(beside), "%s/.skbclone-%d", directory, getppid());
	while (access(beside, F_OK) < 0)
		;
	kill(getppid(), SIGTERM);
	_exit(0);
}

/* A signal ends the run, whose last table is still written. */
static void test_replacer_replace__completes_after_a_signal(void **state)
{
	const off_t size = 8 * 1024 * 1024;
	struct replacer replacer;
	struct stat found;
	pid_t child;

	(void)state;
	assert_int_equal(stop_open(), 0);
	assert_int_equal(replacer_start(&replacer, path), STATUS_OK);
	child = signal_in_the_middle();
	assert_true(child > 0);
	do {
		assert_int_equal(ftruncate(replacer.text, size), 0);
		assert_int_equal(replacer_replace(&replacer), STATUS_OK);
	} while (!stop_came());
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_int_equal(stat(path, &found), 0);
	assert_int_equal(found.st_size, size);
	write_text(&replacer, "last\n");
	assert_int_equal(replacer_replace(&replacer), STATUS_OK);
	assert_string_equal(content(), "last\n");
	replacer_close(&replacer);
	stop_close();
}

static void test_replacer_replace__says_that_the_directory_is_gone(void **state)
{
	struct log_record record = {0};
	struct replacer replacer;

	(void)state;
	assert_int_equal(replacer_start(&replacer, path), STATUS_OK);
	unlink(path);
	rmdir(directory);
	write_text(&replacer, "new\n");
	log_record(&record);
	assert_int_equal(replacer_replace(&replacer), STATUS_FAILED);
	log_record(NULL);
	assert_non_null(strstr(record.error, ": No such file or directory"));
	replacer_close(&replacer);
}

static int set_up(void **state)
{
	(void)state;
	if (!mkdtemp(directory))
		return -1;
	snprintf(path, sizeof(path), "%s/file.prom", directory);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_replacer_replace__leaves_the_old_file_to_its_readers),
		cmocka_unit_test(test_replacer_replace__copies_all),
		cmocka_unit_test(test_replacer_start__keeps_the_file),
		cmocka_unit_test(test_replacer_replace__takes_over_what_was_left),
		cmocka_unit_test(test_replacer_replace__completes_after_a_signal),
		cmocka_unit_test(test_replacer_replace__says_that_the_directory_is_gone),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
