#include "program/workspace.h"

#include "base/io.h"
#include "program/text.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Mount point of root's workspace: every machine has this directory, and neither the
 * compiler nor its libraries are in it. */
#define MOUNT_POINT "/sys"

/* The current directory of the compiler. */
#define EMPTY "empty"

static bool is_mounted(const struct workspace *workspace)
{
	return strcmp(workspace->path, MOUNT_POINT) == 0;
}

/* Remove a file or directory of the workspace, then each parent that is now empty. */
static void remove_upwards(const struct workspace *workspace, const char *parent, const char *name)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", parent, name);
	(void)unlinkat(AT_FDCWD, path, 0);
	for (; strlen(path) >= strlen(workspace->path); *strrchr(path, '/') = '\0')
		(void)unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}

/* Runs in the helper. End of file: neither the main process nor a child that writes here is
 * left. */
static void remove_workspace(int socket, const int *fds, const void *argument)
{
	const struct workspace *workspace = argument;
	char end;

	(void)fds;
	(void)io_read_exactly(socket, &end, sizeof(end));
	remove_upwards(workspace, workspace->path, EMPTY);
	for (const struct text_file *file = text_kernel_headers; file->path; file++)
		remove_upwards(workspace, workspace->kernel, file->path);
}

static int open_directory(struct workspace *workspace)
{
	const struct helper_task task = {
		.name = "skb-workspace",
		.sandbox.removes_files = true,
		.serve = remove_workspace,
		.argument = workspace,
	};
	int error;

	if (!mkdtemp(workspace->path))
		return -errno;
	snprintf(workspace->kernel, sizeof(workspace->kernel), "%s/kernel", workspace->path);
	error = helper_start(&workspace->remover, &task);
	if (error)
		rmdir(workspace->path);
	return error;
}

static int mount_in_own_namespace(const char *path)
{
	if (unshare(CLONE_NEWNS) < 0 || mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) < 0 ||
	    mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "size=1m,mode=700") < 0)
		return -errno;
	return 0;
}

/* Try it in a child. Root may not mount without CAP_SYS_ADMIN, in a container that forbids
 * it, or in a chroot whose root is no mount point. */
static bool can_mount(void)
{
	pid_t child = fork();
	int status = -1;

	if (child == 0)
		_exit(mount_in_own_namespace(MOUNT_POINT) < 0);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return status == 0;
}

int workspace_open(struct workspace *workspace)
{
	if (can_mount()) {
		*workspace = (struct workspace){MOUNT_POINT, MOUNT_POINT "/kernel", HELPER_NONE};
		return 0;
	}
	*workspace = (struct workspace){"/tmp/skbclone-XXXXXX", "", HELPER_NONE};
	return open_directory(workspace);
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
	if (!error && (chdir(workspace->path) < 0 || mkdir(EMPTY, 0700) < 0 || chdir(EMPTY) < 0))
		error = -errno;
	return error;
}

void workspace_close(struct workspace *workspace)
{
	helper_close(&workspace->remover);
}
