#include "program/cache.h"

#include "base/clock.h"
#include "base/io.h"
#include "base/language.h"
#include "base/log.h"
#include "program/entry.h"
#include "program/text.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>
#include <zlib.h>

#define SYSTEM_DIRECTORY "/var/cache/skbclone"

/* An entry that is being written. */
#define UNFINISHED "unfinished"

enum { ENTRY_SIZE_MAX = 1 << 20 };

static bool stat_compiler(const char *path, struct compiler_file *file)
{
	struct stat found;

	if (stat(path, &found) < 0)
		return false;
	*file = (struct compiler_file){
		.device = found.st_dev,
		.inode = found.st_ino,
		.size = found.st_size,
		.mtime_ns = found.st_mtim.tv_sec * CLOCK_NS_PER_SECOND + found.st_mtim.tv_nsec,
	};
	return true;
}

/* Build the key: the whole input of the compile, each part after its name. */
static int make_key(struct cache *cache, const char *text, const char *const inputs[])
{
	FILE *stream = open_memstream(&cache->key, &cache->key_size);
	struct utsname machine;

	if (!stream)
		return -ENOMEM;
	uname(&machine);
	fprintf(stream, "skbclone %s%c%s%c", SKBCLONE_VERSION, '\0', machine.machine, '\0');
	for (; *inputs; inputs++)
		fprintf(stream, "input%c%s%c", '\0', *inputs, '\0');
	for (const struct text_file *file = text_kernel_headers; file->path; file++)
		fprintf(stream, "%s%c%s%c", file->path, '\0', file->text, '\0');
	fprintf(stream, "text%c%s", '\0', text);
	if (fclose(stream) != 0)
		return -ENOMEM;
	snprintf(cache->name, sizeof(cache->name), "%08lx",
		 crc32(0, (const Bytef *)cache->key, cache->key_size));
	return 0;
}

/* Do we own the file, and can nobody else write to it? */
static bool is_private(const struct stat *found)
{
	return found->st_uid == geteuid() && (found->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/* Open the directory; create it if it is missing. Returns a descriptor or -errno. -EPERM:
 * another user owns it or can write to it. */
static int open_directory(const char *path)
{
	struct stat found;
	int fd;

	if (mkdir(path, 0700) < 0 && errno != EEXIST)
		return -errno;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (fstat(fd, &found) == 0 && is_private(&found))
		return fd;
	close(fd);
	return -EPERM;
}

/* For root the path is fixed and does not depend on the environment. */
static void find_directory(char path[PATH_MAX])
{
	const char *base = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (geteuid() == 0)
		strcpy(path, SYSTEM_DIRECTORY);
	else if (base && base[0] == '/')
		snprintf(path, PATH_MAX, "%s/skbclone", base);
	else
		snprintf(path, PATH_MAX, "%s/.cache/skbclone", home && home[0] == '/' ? home : "");
}

static const char *reason(int error)
{
	return error == -EPERM ? _("another user owns it or can write to it") : strerror(-error);
}

enum status cache_check(void)
{
	char path[PATH_MAX];
	int directory;

	find_directory(path);
	directory = open_directory(path);
	if (directory < 0) {
		log_warning("cache: %s: not used: %s", path, reason(directory));
		log_hint("each run compiles again; remove the directory, or chown it to the user "
			 "who runs skbclone");
		return STATUS_OK;
	}
	log_verbose("cache: %s", path);
	close(directory);
	return STATUS_OK;
}

int cache_open(struct cache *cache, const char *text, const char *const inputs[])
{
	char path[PATH_MAX];

	*cache = (struct cache){.directory = -1};
	if (make_key(cache, text, inputs) < 0) {
		cache_close(cache);
		return -ENOMEM;
	}
	find_directory(path);
	cache->directory = open_directory(path);
	if (cache->directory < 0)
		log_verbose("cache: %s: not used: %s", path, reason(cache->directory));
	return 0;
}

void cache_close(struct cache *cache)
{
	io_close(&cache->directory);
	free(cache->key);
	*cache = (struct cache){.directory = -1};
}

/* Read the object. Reject an entry that is damaged, or whose compiler file has changed. */
static bool read_entry(const struct cache *cache, const char *bytes, size_t size,
		       struct object *object)
{
	struct compiler_file made_by, now;

	if (entry_read(object, cache->key, cache->key_size, &made_by, bytes, size) < 0)
		return false;
	if (stat_compiler(object->compiler, &now) && memcmp(&now, &made_by, sizeof(now)) == 0)
		return true;
	object_release(object);
	return false;
}

bool cache_load(const struct cache *cache, struct object *object)
{
	struct stat found;
	char *bytes = NULL;
	size_t size = 0;
	bool loaded = false;
	int fd;

	if (cache->directory < 0)
		return false;
	fd = openat(cache->directory, cache->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return false;
	if (fstat(fd, &found) == 0 && S_ISREG(found.st_mode) && is_private(&found) &&
	    io_read_all(fd, ENTRY_SIZE_MAX, &bytes, &size) == 0)
		loaded = read_entry(cache, bytes, size, object);
	if (!loaded)
		log_verbose("cache: entry %s is not usable, compiling again", cache->name);
	free(bytes);
	close(fd);
	return loaded;
}

/* Is this open file still the unfinished one? Another run may have made an entry of it before
 * we had the lock. */
static bool is_unfinished(const struct cache *cache, int fd)
{
	struct stat ours, named;

	return fstat(fd, &ours) == 0 &&
	       fstatat(cache->directory, UNFINISHED, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
	       ours.st_dev == named.st_dev && ours.st_ino == named.st_ino;
}

/* Returns the empty file, locked, or -errno. A run that is killed leaves it to the next one.
 * While another run has it, this one does not wait: it stores nothing. */
static int open_unfinished(const struct cache *cache)
{
	int error, fd = openat(cache->directory, UNFINISHED,
			       O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);

	if (fd < 0)
		return -errno;
	if (flock(fd, LOCK_EX | LOCK_NB) < 0)
		error = -errno;
	else if (!is_unfinished(cache, fd))
		error = -EAGAIN;
	else if (ftruncate(fd, 0) < 0)
		error = -errno;
	else
		return fd;
	close(fd);
	return error;
}

/* Write it, then rename it: a reader finds the whole entry or none. */
static int write_entry(const struct cache *cache, const char *bytes, size_t size)
{
	int error, fd = open_unfinished(cache);

	if (fd < 0)
		return fd;
	error = io_write_all(fd, bytes, size);
	if (!error && renameat(cache->directory, UNFINISHED, cache->directory, cache->name) < 0)
		error = -errno;
	if (error)
		unlinkat(cache->directory, UNFINISHED, 0);
	close(fd); /* gives the lock back */
	return error;
}

void cache_store(const struct cache *cache, const struct object *object)
{
	struct compiler_file compiler;
	void *bytes = NULL;
	size_t size;
	int error;

	if (cache->directory < 0)
		return;
	error = stat_compiler(object->compiler, &compiler) ? 0 : -ENOENT;
	if (!error)
		error = entry_write(object, cache->key, cache->key_size, &compiler, &bytes, &size);
	if (!error)
		error = write_entry(cache, bytes, size);
	if (error)
		log_verbose("cache: cannot store the compiled program: %s", strerror(-error));
	free(bytes);
}
