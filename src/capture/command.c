#include "capture/command.h"

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

/* As every shell has them. */
enum { NOT_EXECUTABLE = 126, NOT_FOUND = 127, SIGNAL_BASE = 128 };

enum { STOP_LIMIT_MS = 1000 };

void command_init(struct command *command, char **arguments)
{
	*command = (struct command){.arguments = arguments};
	sigprocmask(SIG_SETMASK, NULL, &command->inherited.mask);
	sigaction(SIGINT, NULL, &command->inherited.interrupt);
	sigaction(SIGTERM, NULL, &command->inherited.terminate);
	getrlimit(RLIMIT_MEMLOCK, &command->inherited.memlock);
}

void command_release(struct command *command)
{
	free(command->path);
	user_release(&command->user);
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

/* Can this be executed? 0 or an errno. */
static int check_executable(const char *path)
{
	struct stat status;

	if (stat(path, &status) < 0)
		return errno;
	if (!S_ISREG(status.st_mode))
		return EACCES;
	return faccessat(AT_FDCWD, path, X_OK, AT_EACCESS) < 0 ? errno : 0;
}

/* The first of PATH's directories in which it can be executed; as execvp(3),
 * which remembers that it has seen one that could not. 0 or an errno. */
static int search_path(struct command *command)
{
	const char *name = command->arguments[0];
	const char *path = getenv("PATH");
	int result = ENOENT;

	if (strchr(name, '/')) {
		command->path = strdup(name);
		return command->path ? check_executable(name) : ENOMEM;
	}
	for (path = path ? path : "/usr/bin:/bin"; name[0];) {
		size_t length = strcspn(path, ":");
		int error;

		free(command->path);
		if (asprintf(&command->path, "%.*s%s%s", (int)length, path, length ? "/" : "./",
			     name) < 0) {
			command->path = NULL;
			return ENOMEM;
		}
		error = check_executable(command->path);
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

int command_find(struct command *command, const char *user)
{
	int error = user_find(&command->user, user);

	if (error == -EPERM) {
		log_error("--user: %s: only root may run a command as another user", user);
		return STATUS_NOT_PERMITTED;
	}
	if (error) {
		log_error("user %s: %s", user ? user : _("who called sudo"),
			  error == -ENOENT ? _("no such user") : strerror(-error));
		return STATUS_FAILED;
	}
	error = user_enter(&command->user);
	if (error) {
		log_failure(-error, "user");
		return STATUS_FAILED;
	}
	error = search_path(command);
	user_leave(&command->user);
	return error ? cannot_run(command->arguments[0], error) : 0;
}

/* In the child: give back what is the caller's, become the user, and go. */
static int become_command(const struct command *command, bool join_stdout)
{
	const struct inherited *inherited = &command->inherited;
	int error;

	if (join_stdout && dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
		return errno;
	sigaction(SIGINT, &inherited->interrupt, NULL);
	sigaction(SIGTERM, &inherited->terminate, NULL);
	signal(SIGPIPE, SIG_DFL);
	setrlimit(RLIMIT_MEMLOCK, &inherited->memlock);
	error = -user_become(&command->user);
	if (error)
		return error;
	sigprocmask(SIG_SETMASK, &inherited->mask, NULL);
	execv(command->path, command->arguments);
	if (errno == ENOEXEC) { /* a script without #!, which every shell runs */
		size_t count = 0;
		char **arguments;

		while (command->arguments[count])
			count++;
		arguments = calloc(count + 2, sizeof(*arguments));
		if (!arguments)
			return ENOMEM;
		arguments[0] = (char *)"sh";
		arguments[1] = command->path;
		memcpy(arguments + 2, command->arguments + 1, count * sizeof(*arguments));
		execv("/bin/sh", arguments);
	}
	return errno;
}

int command_start(struct command *command, bool join_stdout)
{
	int failure[2], error = 0;
	pid_t pid;

	/* The child's end is closed by a successful exec; else an errno comes. */
	if (pipe2(failure, O_CLOEXEC) < 0) {
		log_failure(errno, "%s", command->arguments[0]);
		return STATUS_FAILED;
	}
	pid = fork();
	if (pid == 0) {
		error = become_command(command, join_stdout);
		(void)io_write_all(failure[1], &error, sizeof(error));
		_exit(NOT_EXECUTABLE);
	}
	if (pid < 0)
		error = errno;
	close(failure[1]);
	if (pid > 0 && read(failure[0], &error, sizeof(error)) > 0)
		waitpid(pid, NULL, 0);
	else if (pid > 0)
		command->pid = pid;
	close(failure[0]);
	return error ? cannot_run(command->arguments[0], error) : 0;
}

bool command_ended(struct command *command)
{
	if (command->pid > 0 &&
	    waitpid(command->pid, &command->wait_status, WNOHANG) == command->pid)
		command->pid = 0;
	return command->pid == 0;
}

int command_status(const struct command *command)
{
	if (WIFSIGNALED(command->wait_status))
		return SIGNAL_BASE + WTERMSIG(command->wait_status);
	return WEXITSTATUS(command->wait_status);
}

void command_stop(struct command *command, int signal)
{
	const uint64_t deadline = clock_ns() + (uint64_t)STOP_LIMIT_MS * CLOCK_NS_PER_MS;

	if (command->pid > 0 && signal)
		kill(command->pid, signal);
	while (!command_ended(command) && clock_ns() < deadline)
		poll(NULL, 0, 10);
}
