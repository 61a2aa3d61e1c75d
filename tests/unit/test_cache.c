#include "program/cache.h"
#include "unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* Root's cache is the system's /var/cache/skbclone. So this test runs as another user. */
enum { NOBODY = 65534 };

static char directory[] = "/tmp/test_cache-XXXXXX";
static struct bpf_insn insns[] = {{.code = BPF_JMP | BPF_EXIT}};
static const char *const flags[] = {"-DA", NULL};

static struct object make_object(void)
{
	struct object object = {
		.license = "GPL",
		.program_count = 1,
		.programs = {{.name = "trace", .insn_count = 1, .insns = insns}},
	};

	snprintf(object.compiler, sizeof(object.compiler), "%s/libbcc", directory);
	return object;
}

static void write_compiler(const char *text)
{
	struct object object = make_object();
	FILE *file = fopen(object.compiler, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static int set_up(void **state)
{
	(void)state;
	if (!mkdtemp(directory) || (geteuid() == 0 && (chown(directory, NOBODY, NOBODY) < 0 ||
						       setresuid(NOBODY, NOBODY, NOBODY) < 0)))
		return -1;
	setenv("XDG_CACHE_HOME", directory, 1);
	write_compiler("one");
	return 0;
}

static int tear_down(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -r %s", directory);
	return system(command);
}

static bool is_cached(const char *text, const char *const *with)
{
	struct object object;
	struct cache cache;
	bool cached;

	assert_int_equal(cache_open(&cache, text, with), 0);
	assert_true(cache.directory >= 0);
	cached = cache_load(&cache, &object);
	if (cached) {
		assert_string_equal(object.programs[0].name, "trace");
		object_release(&object);
	}
	cache_close(&cache);
	return cached;
}

static void store(const char *text)
{
	struct object object = make_object();
	struct cache cache;

	assert_int_equal(cache_open(&cache, text, flags), 0);
	cache_store(&cache, &object);
	cache_close(&cache);
}

static void test_cache_load__finds_what_was_stored(void **state)
{
	(void)state;
	assert_false(is_cached("text", flags));
	store("text");
	assert_true(is_cached("text", flags));
}

static void test_cache_load__wants_the_same_input(void **state)
{
	static const char *const others[] = {"-DB", NULL}, *const none[] = {NULL};

	(void)state;
	store("text");
	assert_false(is_cached("text2", flags));
	assert_false(is_cached("text", others));
	assert_false(is_cached("text", none));
}

static void test_cache_load__wants_the_same_compiler(void **state)
{
	(void)state;
	store("text");
	write_compiler("another");
	assert_false(is_cached("text", flags));
	store("text");
	assert_true(is_cached("text", flags));
}

/* Fails if the cache does not hold so many files. */
static void expect_files(int count)
{
	char path[128];
	struct dirent *entry;
	DIR *files;

	snprintf(path, sizeof(path), "%s/skbclone", directory);
	files = opendir(path);
	assert_non_null(files);
	while ((entry = readdir(files)))
		count -= entry->d_name[0] != '.';
	assert_int_equal(count, 0);
	closedir(files);
}

/* A run that was killed leaves an unfinished entry, which may be longer than the next. */
static void test_cache_store__uses_an_unfinished_entry_again(void **state)
{
	char path[128];
	int fd;

	(void)state;
	store("text");
	expect_files(1);
	snprintf(path, sizeof(path), "%s/skbclone/unfinished", directory);
	fd = open(path, O_WRONLY | O_CREAT, 0600);
	assert_true(fd >= 0);
	assert_int_equal(ftruncate(fd, 1 << 20), 0);
	expect_files(2);
	assert_int_equal(flock(fd, LOCK_EX), 0); /* that run is still there */
	store("text2");
	assert_false(is_cached("text2", flags));
	close(fd);
	store("text2");
	assert_true(is_cached("text2", flags));
	expect_files(2); /* both texts */
}

/* An entry with an altered byte is not used. Every 7th byte is tried. */
static void test_cache_load__refuses_every_altered_byte(void **state)
{
	struct cache cache;
	char path[128];
	FILE *file;
	long size;

	(void)state;
	store("text");
	assert_int_equal(cache_open(&cache, "text", flags), 0);
	snprintf(path, sizeof(path), "%s/skbclone/%s", directory, cache.name);
	cache_close(&cache);
	file = fopen(path, "r+");
	assert_non_null(file);
	fseek(file, 0, SEEK_END);
	size = ftell(file);
	for (long at = 0; at < size; at += 7) {
		int byte;

		fseek(file, at, SEEK_SET);
		byte = fgetc(file);
		fseek(file, at, SEEK_SET);
		fputc(byte ^ 0xff, file);
		fflush(file);
		assert_false(is_cached("text", flags));
		fseek(file, at, SEEK_SET);
		fputc(byte, file);
		fflush(file);
	}
	assert_true(is_cached("text", flags));
	fclose(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cache_load__finds_what_was_stored),
		cmocka_unit_test(test_cache_load__wants_the_same_input),
		cmocka_unit_test(test_cache_load__wants_the_same_compiler),
		cmocka_unit_test(test_cache_store__uses_an_unfinished_entry_again),
		cmocka_unit_test(test_cache_load__refuses_every_altered_byte),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
