#include "session/output_file.h"

#include "base/log.h"
#include "host/user.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* With --force, overwrite a regular file or a character device such as /dev/null. Never
 * follow a symbolic link, and never open a FIFO. */
static int check_kind(const struct stat *found)
{
	return S_ISREG(found->st_mode) || S_ISCHR(found->st_mode) ? 0 : -EINVAL;
}

/* The functions that follow are for as_user(): they return a descriptor, 0 or -errno. */

static int open_directory(const char *path)
{
	char *copy = strdup(path);
	int fd;

	if (!copy)
		return -ENOMEM;
	fd = open(dirname(copy), O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		fd = -errno;
	free(copy);
	return fd;
}

static int check_create(const char *path)
{
	int fd = open_directory(path);
	int error;

	if (fd < 0)
		return fd;
	error = faccessat(fd, ".", W_OK | X_OK, AT_EACCESS) < 0 ? -errno : 0;
	close(fd);
	return error;
}

static int check_free(const char *path)
{
	struct stat found;

	if (lstat(path, &found) == 0)
		return -EEXIST;
	return errno == ENOENT ? check_create(path) : -errno;
}

static int check_overwrite(const char *path)
{
	struct stat found;
	int error = lstat(path, &found) < 0 ? -errno : check_kind(&found);

	return !error && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) < 0 ? -errno : error;
}

/* A device would be replaced by a file, so only files are. */
static int check_replace(const char *path)
{
	struct stat found;

	if (lstat(path, &found) < 0)
		return -errno;
	return S_ISREG(found.st_mode) ? check_create(path) : -EINVAL;
}

static int create(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

	return fd < 0 ? -errno : fd;
}

static int open_existing(const char *path)
{
	int fd = open(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat found;
	int error;

	if (fd < 0)
		return -errno;
	error = fstat(fd, &found) < 0 ? -errno : check_kind(&found);
	if (!error)
		return fd;
	close(fd);
	return error;
}

static int remove_file(const char *path)
{
	return unlink(path) < 0 ? -errno : 0;
}

static enum status refused(const char *path, int error, bool replaced)
{
	if (error == EEXIST) {
		log_error("%s: the file exists", path);
		log_hint("--force overwrites it");
	} else if (error == EINVAL || error == ELOOP) {
		log_error("%s: not a regular file", path);
		if (!replaced)
			log_hint("write to stdout and redirect it in the shell");
	} else {
		log_failure(error, "%s", path);
	}
	return STATUS_FAILED;
}

/* Call the action with the rights of the user we run for. Returns its result, or -errno;
 * -ECANCELED: there is no such user, and the message says so. */
static int as_user(int (*action)(const char *path), const char *path)
{
	struct user user;
	int result = user_find(&user, NULL);

	if (result) {
		user_log_missing(NULL, result);
		return -ECANCELED;
	}
	result = user_enter(&user);
	if (!result) {
		result = action(path);
		user_leave(&user);
	}
	user_release(&user);
	return result;
}

enum status output_file_check(const char *path, bool force, bool replaced)
{
	int error = as_user(check_free, path);

	if (error == -EEXIST && force)
		error = as_user(replaced ? check_replace : check_overwrite, path);
	return error ? refused(path, -error, replaced) : STATUS_OK;
}

enum status output_file_open(struct output_file *file, const char *path, bool force)
{
	int fd = as_user(create, path);

	file->is_new = fd >= 0;
	if (fd == -EEXIST && force)
		fd = as_user(open_existing, path);
	if (fd < 0)
		return refused(path, -fd, false);
	file->fd = fd;
	return STATUS_OK;
}

enum status output_file_empty(const struct output_file *file, const char *path)
{
	struct stat found;

	if (fstat(file->fd, &found) < 0 || (S_ISREG(found.st_mode) && ftruncate(file->fd, 0) < 0))
		return log_failure(errno, "%s", path);
	return STATUS_OK;
}

void output_file_abandon(struct output_file *file, const char *path)
{
	if (file->is_new)
		(void)as_user(remove_file, path);
	file->is_new = false;
}

enum status output_file_open_directory(const char *path, int *fd)
{
	*fd = as_user(open_directory, path);
	return *fd < 0 ? refused(path, -*fd, true) : STATUS_OK;
}
