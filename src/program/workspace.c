#include "program/workspace.h"

#include "base/io.h"
#include "program/text.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where root's is mounted: a directory that every machine has, and that neither
 * the compiler nor its libraries are in. */
#define MOUNT_POINT "/sys"

static bool is_mounted(const struct workspace *workspace)
{
	return strcmp(workspace->path, MOUNT_POINT) == 0;
}

int workspace_open(struct workspace *workspace)
{
	int error = 0;

	strcpy(workspace->path, geteuid() == 0 ? MOUNT_POINT : "/tmp/skbclone-XXXXXX");
	if (!is_mounted(workspace) && !mkdtemp(workspace->path))
		error = -errno;
	snprintf(workspace->kernel, sizeof(workspace->kernel), "%s/kernel", workspace->path);
	return error;
}

static int mount_in_own_namespace(const char *path)
{
	if (unshare(CLONE_NEWNS) < 0 || mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) < 0 ||
	    mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "size=1m,mode=700") < 0)
		return -errno;
	return 0;
}

static int make_parents(char *path, size_t from)
{
	for (char *at = strchr(path + from, '/'); at; at = strchr(at + 1, '/')) {
		int error;

		*at = '\0';
		error = mkdir(path, 0700) < 0 && errno != EEXIST ? -errno : 0;
		*at = '/';
		if (error)
			return error;
	}
	return 0;
}

static int write_header(const struct workspace *workspace, const struct text_file *file)
{
	char path[PATH_MAX];
	int fd, error;

	snprintf(path, sizeof(path), "%s/%s", workspace->kernel, file->path);
	error = make_parents(path, strlen(workspace->path) + 1);
	if (error)
		return error;
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return -errno;
	error = io_write_all(fd, file->text, strlen(file->text));
	if (close(fd) < 0 && !error)
		error = -errno;
	return error;
}

int workspace_enter(const struct workspace *workspace)
{
	int error = is_mounted(workspace) ? mount_in_own_namespace(workspace->path) : 0;

	for (const struct text_file *file = text_kernel_headers; file->path && !error; file++)
		error = write_header(workspace, file);
	if (!error &&
	    (chdir(workspace->path) < 0 || mkdir("empty", 0700) < 0 || chdir("empty") < 0))
		error = -errno;
	return error;
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *place)
{
	(void)status;
	(void)type;
	(void)place;
	(void)remove(path);
	return 0;
}

void workspace_close(struct workspace *workspace)
{
	if (!is_mounted(workspace))
		nftw(workspace->path, remove_entry, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}
