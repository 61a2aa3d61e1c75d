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
static int check_existing(const struct stat *status, bool force)
{
	if (!force)
		return -EEXIST;
	return S_ISREG(status->st_mode) || S_ISCHR(status->st_mode) ? 0 : -EINVAL;
}

/* Open the directory that holds the path. Returns a descriptor or -errno. */
static int open_directory(const char *path, bool force)
{
	char *copy = strdup(path);
	int fd;

	(void)force;
	if (!copy)
		return -ENOMEM;
	fd = open(dirname(copy), O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		fd = -errno;
	free(copy);
	return fd;
}

static int check_directory(const char *path)
{
	int fd = open_directory(path, false);
	int error;

	if (fd < 0)
		return fd;
	error = faccessat(fd, ".", W_OK | X_OK, AT_EACCESS) < 0 ? -errno : 0;
	close(fd);
	return error;
}

static int check(const char *path, bool force)
{
	struct stat status;
	int error;

	if (lstat(path, &status) < 0)
		return errno == ENOENT ? check_directory(path) : -errno;
	error = check_existing(&status, force);
	if (!error && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) < 0)
		error = -errno;
	return error;
}

/* A device would be replaced by a file, so only files are. */
static int check_replaced(const char *path, bool force)
{
	struct stat status;
	int error = lstat(path, &status) < 0 ? -errno : check_existing(&status, force);

	if (!error && !S_ISREG(status.st_mode))
		error = -EINVAL;
	return error && error != -ENOENT ? error : check_directory(path);
}

static int open_existing(const char *path)
{
	int fd = open(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat status;
	int error;

	if (fd < 0)
		return -errno;
	error = fstat(fd, &status) < 0 ? -errno : check_existing(&status, true);
	if (!error && S_ISREG(status.st_mode) && ftruncate(fd, 0) < 0)
		error = -errno;
	if (!error)
		return fd;
	close(fd);
	return error;
}

static int open_file(const char *path, bool force)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

	if (fd < 0 && errno == EEXIST && force)
		return open_existing(path);
	return fd < 0 ? -errno : fd;
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

/* Call the action with the rights of the user we run for. */
static int as_user(int (*action)(const char *path, bool force), const char *path, bool force)
{
	struct user user;
	int result = user_find(&user, NULL);

	if (result)
		return result;
	result = user_enter(&user);
	if (!result) {
		result = action(path, force);
		user_leave(&user);
	}
	user_release(&user);
	return result;
}

enum status output_file_check(const char *path, bool force, bool replaced)
{
	int error = as_user(replaced ? check_replaced : check, path, force);

	return error ? refused(path, -error, replaced) : STATUS_OK;
}

enum status output_file_open(const char *path, bool force, int *fd)
{
	*fd = as_user(open_file, path, force);
	return *fd < 0 ? refused(path, -*fd, false) : STATUS_OK;
}

enum status output_file_open_directory(const char *path, int *fd)
{
	*fd = as_user(open_directory, path, false);
	return *fd < 0 ? refused(path, -*fd, true) : STATUS_OK;
}
