#include "session/child.h"

#include "base/clock.h"
#include "base/io.h"
#include "base/language.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Exit statuses, as in every shell. */
enum { NOT_EXECUTABLE = 126, NOT_FOUND = 127, SIGNAL_BASE = 128 };

enum { STOP_LIMIT_MS = 1000 };

void child_init(struct child *child, char **arguments)
{
	*child = (struct child){.arguments = arguments};
	sigprocmask(SIG_SETMASK, NULL, &child->inherited.mask);
	sigaction(SIGINT, NULL, &child->inherited.interrupt);
	sigaction(SIGTERM, NULL, &child->inherited.terminate);
	getrlimit(RLIMIT_MEMLOCK, &child->inherited.memlock);
}

void child_release(struct child *child)
{
	free(child->path);
	user_release(&child->user);
}

static int cannot_run(const char *name, int error)
{
	if (error == ENOENT) {
		log_error("%s: command not found", name);
		return NOT_FOUND;
	}
	log_failure(error, "%s: cannot be executed", name);
	return NOT_EXECUTABLE;
}

/* Can this file be executed? Returns 0 or an errno. */
static int check_executable(const char *path)
{
	struct stat status;

	if (stat(path, &status) < 0)
		return errno;
	if (!S_ISREG(status.st_mode))
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
		log_error("user %s: %s", user ? user : _("who called sudo"),
			  error == -ENOENT ? _("no such user") : strerror(-error));
		return STATUS_FAILED;
	}
	error = user_enter(&child->user);
	if (error) {
		log_failure(-error, "user");
		return STATUS_FAILED;
	}
	error = search_path(child);
	user_leave(&child->user);
	return error ? cannot_run(child->arguments[0], error) : 0;
}

/* Runs in the child: restore the caller's signals and limits, become the user, execute
 * COMMAND. Returns an errno. */
static int become_command(const struct child *child, bool join_stdout)
{
	const struct inherited *inherited = &child->inherited;
	int error;

	if (join_stdout && dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
		return errno;
	sigaction(SIGINT, &inherited->interrupt, NULL);
	sigaction(SIGTERM, &inherited->terminate, NULL);
	signal(SIGPIPE, SIG_DFL);
	setrlimit(RLIMIT_MEMLOCK, &inherited->memlock);
	error = -user_become(&child->user);
	if (error)
		return error;
	sigprocmask(SIG_SETMASK, &inherited->mask, NULL);
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

int child_start(struct child *child, bool join_stdout)
{
	int failure[2], error = 0;
	pid_t pid;

	/* A successful exec closes the child's end; after a failure the child writes an
	 * errno. */
	if (pipe2(failure, O_CLOEXEC) < 0) {
		log_failure(errno, "%s", child->arguments[0]);
		return STATUS_FAILED;
	}
	pid = fork();
	if (pid == 0) {
		error = become_command(child, join_stdout);
		(void)io_write_all(failure[1], &error, sizeof(error));
		_exit(NOT_EXECUTABLE);
	}
	if (pid < 0)
		error = errno;
	close(failure[1]);
	if (pid > 0 && read(failure[0], &error, sizeof(error)) > 0)
		waitpid(pid, NULL, 0);
	else if (pid > 0)
		child->pid = pid;
	close(failure[0]);
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

void child_stop(struct child *child, int signal)
{
	const uint64_t deadline = clock_ns() + (uint64_t)STOP_LIMIT_MS * CLOCK_NS_PER_MS;

	if (child->pid > 0 && signal)
		kill(child->pid, signal);
	while (!child_ended(child) && clock_ns() < deadline)
		poll(NULL, 0, 10);
}
