#include "session/replacer.h"

#include "base/io.h"
#include "base/log.h"
#include "session/output_file.h"

#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* The helper's descriptors. */
enum { DIRECTORY, TEXT };

struct names {
	char file[NAME_MAX + 1];
	char beside[32]; /* not *.prom, so no collector reads it */
};

static int copy(int text, int to)
{
	char bytes[4096];
	off_t at = 0;

	for (;;) {
		ssize_t got = pread(text, bytes, sizeof(bytes), at);
		int error;

		if (got <= 0)
			return got < 0 ? -errno : 0;
		error = io_write_all(to, bytes, got);
		if (error)
			return error;
		at += got;
	}
}

static int create(int directory, const char *name)
{
	int fd = openat(directory, name, SANDBOX_CREATE, 0666);

	if (fd >= 0 || errno != EEXIST)
		return fd;
	/* A run that had our process id was killed together with its helper. */
	(void)unlinkat(directory, name, 0);
	return openat(directory, name, SANDBOX_CREATE, 0666);
}

static int replace(const int *fds, const struct names *names)
{
	int fd = create(fds[DIRECTORY], names->beside);
	int error = fd < 0 ? -errno : copy(fds[TEXT], fd);

	if (fd < 0)
		return error;
	if (close(fd) < 0 && !error)
		error = -errno;
	if (!error && renameat(fds[DIRECTORY], names->beside, fds[DIRECTORY], names->file) < 0)
		error = -errno;
	if (error)
		(void)unlinkat(fds[DIRECTORY], names->beside, 0);
	return error;
}

static void serve(int socket, const int *fds, const void *argument)
{
	char request;

	while (io_read_exactly(socket, &request, sizeof(request)) == 0) {
		int error = replace(fds, argument);

		(void)io_write_all(socket, &error, sizeof(error));
	}
}

/* Find the user whose rights the helper has. Root without capabilities can write only where
 * root is the owner, so for root it is the owner of the directory. */
static int find_user(struct user *user, int directory)
{
	struct stat found;
	int error = user_find(user, NULL);

	if (error || user->uid != 0)
		return error;
	if (fstat(directory, &found) < 0)
		return -errno;
	if (found.st_uid != 0) {
		user_release(user);
		*user = (struct user){.uid = found.st_uid, .gid = found.st_gid};
	}
	return 0;
}

/* Returns 0 or -errno. */
static int start_helper(struct replacer *replacer, int directory)
{
	const int fds[] = {[DIRECTORY] = directory, [TEXT] = replacer->text, -1};
	struct user user = {0};
	struct names names;
	const struct helper_task task = {
		.name = "skb-file",
		.fds = fds,
		.user = &user,
		.sees_first_only = true,
		.serve = serve,
		.argument = &names,
	};
	char *path = strdup(replacer->path);
	int error;

	if (!path)
		return -ENOMEM;
	snprintf(names.file, sizeof(names.file), "%s", basename(path));
	snprintf(names.beside, sizeof(names.beside), ".skbclone-%d", getpid());
	free(path);
	error = find_user(&user, directory);
	if (!error)
		error = helper_start(&replacer->helper, &task);
	user_release(&user);
	return error;
}

enum status replacer_start(struct replacer *replacer, const char *path)
{
	int directory = -1, error = 0;
	enum status status;

	*replacer = REPLACER_CLOSED;
	replacer->path = path;
	status = output_file_open_directory(path, &directory);
	if (status != STATUS_OK)
		return status;
	replacer->text = memfd_create("skbclone", MFD_CLOEXEC);
	error = replacer->text < 0 ? -errno : start_helper(replacer, directory);
	io_close(&directory);
	return error ? log_failure(-error, "%s", path) : STATUS_OK;
}

/* Returns 0 or -errno, which may be the helper's. */
static int ask(const struct replacer *replacer)
{
	const char request = 0;
	int answer, error = helper_ask(&replacer->helper, &request, sizeof(request));

	if (!error && io_read_exactly(replacer->helper.socket, &answer, sizeof(answer)) < 0)
		error = -EPIPE;
	return error ? error : answer;
}

enum status replacer_replace(struct replacer *replacer)
{
	int error = ask(replacer);
	bool is_full = error == -ENOSPC || error == -EDQUOT;

	if (is_full && !replacer->is_full)
		log_warning("%s: %s; it stays as it is until there is room", replacer->path,
			    strerror(-error));
	replacer->is_full = is_full;
	if ((!error || is_full) &&
	    (ftruncate(replacer->text, 0) < 0 || lseek(replacer->text, 0, SEEK_SET) < 0))
		error = -errno;
	return error && !is_full ? log_failure(-error, "%s", replacer->path) : STATUS_OK;
}

void replacer_close(struct replacer *replacer)
{
	helper_close(&replacer->helper);
	io_close(&replacer->text);
}
