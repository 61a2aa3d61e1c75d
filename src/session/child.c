#include "session/child.h"

#include "base/clock.h"
#include "base/environment.h"
#include "base/io.h"
#include "base/log.h"
#include "base/signals.h"
#include "base/stop.h"
#include "host/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Exit statuses, as in every shell. */
enum { NOT_EXECUTABLE = 126, NOT_FOUND = 127, SIGNAL_BASE = 128 };

/* How long COMMAND may take to end after SIGTERM. */
enum { COMMAND_LIMIT_MS = 1000 };

void child_init(struct child *child, char **arguments)
{
	*child = (struct child){.arguments = arguments};
	getrlimit(RLIMIT_MEMLOCK, &child->memlock);
}

void child_release(struct child *child)
{
	free(child->path);
	user_release(&child->user);
}

static int cannot_run(const char *name, int error)
{
	log_failure(error, "%s: cannot be executed", name);
	return NOT_EXECUTABLE;
}

static int not_found(const char *name)
{
	log_error("%s: command not found", name);
	return NOT_FOUND;
}

/* Can this file be executed? Returns 0 or an errno. */
static int check_executable(const char *path)
{
	struct stat found;

	if (stat(path, &found) < 0)
		return errno;
	if (!S_ISREG(found.st_mode))
		return EACCES;
	return faccessat(AT_FDCWD, path, X_OK, AT_EACCESS) < 0 ? errno : 0;
}

/* Find the first executable file of this name in PATH, like execvp(3): EACCES if there were
 * only files that cannot be executed. Returns 0 or an errno. */
static int search_path(struct child *child)
{
	const char *name = child->arguments[0];
	const char *path = getenv("PATH");
	int result = ENOENT;

	if (strchr(name, '/')) {
		child->path = strdup(name);
		return child->path ? check_executable(name) : ENOMEM;
	}
	for (path = path ? path : "/usr/bin:/bin"; name[0];) {
		size_t length = strcspn(path, ":");
		int error;

		free(child->path);
		if (asprintf(&child->path, "%.*s%s%s", (int)length, path, length ? "/" : "./",
			     name) < 0) {
			child->path = NULL;
			return ENOMEM;
		}
		error = check_executable(child->path);
		if (!error)
			return 0;
		if (error == EACCES)
			result = EACCES;
		path += length;
		if (*path++ == '\0')
			break;
	}
	return result;
}

int child_find(struct child *child, const char *user)
{
	int error = user_find(&child->user, user);

	if (error == -EPERM) {
		log_error("--user: %s: only root may run a command as another user", user);
		return STATUS_NOT_PERMITTED;
	}
	if (error) {
		user_log_missing(user, error);
		return STATUS_FAILED;
	}
	error = user_enter(&child->user);
	if (error) {
		log_failure(-error, "user");
		return STATUS_FAILED;
	}
	error = search_path(child);
	user_leave(&child->user);
	if (error == ENOENT)
		return not_found(child->arguments[0]);
	return error ? cannot_run(child->arguments[0], error) : 0;
}

/* Runs in the child: restore the caller's signals, limits and environment, become the user, execute
 * COMMAND. Returns an errno. */
static int become_command(const struct child *child, bool join_stdout)
{
	int error = 0;

	if (join_stdout && dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
		return errno;
	setrlimit(RLIMIT_MEMLOCK, &child->memlock);
	environment_restore();
	if (!child->user.is_caller)
		error = -terminal_forbid_typing();
	if (!error)
		error = -user_become(&child->user);
	if (error)
		return error;
	signals_restore();
	execv(child->path, child->arguments);
	if (errno == ENOEXEC) { /* a script without #!: run it with sh, as shells do */
		size_t count = 0;
		char **arguments;

		while (child->arguments[count])
			count++;
		arguments = calloc(count + 2, sizeof(*arguments));
		if (!arguments)
			return ENOMEM;
		arguments[0] = (char *)"sh";
		arguments[1] = child->path;
		memcpy(arguments + 2, child->arguments + 1, count * sizeof(*arguments));
		execv("/bin/sh", arguments);
	}
	return errno;
}

/* Runs in the child: wait until we are released. Nothing of COMMAND runs before, and nothing
 * at all if the run ends first. */
static _Noreturn void await_release(const struct child *child, bool join_stdout, int link)
{
	char go;
	int error;

	if (io_read_exactly(link, &go, sizeof(go)) < 0)
		_exit(NOT_EXECUTABLE);
	error = become_command(child, join_stdout);
	(void)io_write_all(link, &error, sizeof(error));
	_exit(NOT_EXECUTABLE);
}

/* A signal from before the fork did not reach the child, so it must not run. A Ctrl-C from
 * after the fork did. Returns 0 or an errno: COMMAND cannot be executed. */
static int release(struct child *child, int link)
{
	const char go = 0;
	int error = 0;

	stop_share(true);
	if (stop_came()) {
		kill(child->pid, SIGKILL);
		error = ECANCELED;
	} else {
		if (io_write_all(link, &go, sizeof(go)) < 0)
			error = EPIPE;
		/* A successful exec closes the child's end; after a failure the child writes
		 * an errno. */
		else if (stop_read_exactly(link, &error, sizeof(error)) < 0)
			error = 0;
	}
	if (error) {
		waitpid(child->pid, NULL, 0);
		child->pid = 0;
		stop_share(false);
	}
	return error == ECANCELED ? 0 : error;
}

int child_start(struct child *child, bool join_stdout)
{
	int link[2], error;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, link) < 0) {
		log_failure(errno, "%s", child->arguments[0]);
		return STATUS_FAILED;
	}
	child->pid = fork();
	if (child->pid < 0) {
		log_failure(errno, "%s", child->arguments[0]);
		child->pid = 0;
		close(link[0]);
		close(link[1]);
		return STATUS_FAILED;
	}
	if (child->pid == 0) {
		close(link[0]);
		await_release(child, join_stdout, link[1]);
	}
	close(link[1]);
	error = release(child, link[0]);
	close(link[0]);
	/* ENOENT: the file was found, and names an interpreter that is missing. */
	return error ? cannot_run(child->arguments[0], error) : 0;
}

bool child_ended(struct child *child)
{
	if (child->pid > 0 && waitpid(child->pid, &child->wait_status, WNOHANG) == child->pid)
		child->pid = 0;
	return child->pid == 0;
}

int child_status(const struct child *child)
{
	if (WIFSIGNALED(child->wait_status))
		return SIGNAL_BASE + WTERMSIG(child->wait_status);
	return WEXITSTATUS(child->wait_status);
}

void child_stop(struct child *child)
{
	const uint64_t deadline = clock_in_ms(COMMAND_LIMIT_MS);

	if (child->pid > 0)
		kill(child->pid, SIGTERM);
	while (!child_ended(child) && clock_ns() < deadline)
		(void)stop_sleep(10);
}
