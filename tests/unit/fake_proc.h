/* fake_proc: a root with a /proc of its own, whose files are made of text. */
#ifndef SKBCLONE_TESTS_FAKE_PROC_H
#define SKBCLONE_TESTS_FAKE_PROC_H

#include "unit.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char fake_root_path[] = "/tmp/test_proc-XXXXXX";
static int fake_root; /* its descriptor */

static void put_file(const char *path, const char *text)
{
	int fd = openat(fake_root, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static int make_fake_proc(void **state)
{
	(void)state;
	if (!mkdtemp(fake_root_path))
		return -1;
	fake_root = open(fake_root_path, O_RDONLY | O_DIRECTORY);
	return mkdirat(fake_root, "proc", 0700);
}

static int remove_fake_proc(void **state)
{
	(void)state;
	unlinkat(fake_root, "proc/kallsyms", 0);
	unlinkat(fake_root, "proc/modules", 0);
	unlinkat(fake_root, "proc", AT_REMOVEDIR);
	close(fake_root);
	return rmdir(fake_root_path);
}

#endif
