#include "host/helper.h"

#include "base/io.h"
#include "base/stop.h"
#include "host/capability.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* The helper's descriptors: stdin and stdout are /dev/null, stderr stays. */
enum { SOCKET = STDERR_FILENO + 1, KEPT, KEPT_MAX = 2, END = KEPT + KEPT_MAX };

/* First duplicate every descriptor above END: a target number may be in use by another one
 * of them. kept: receives the new numbers of fds, then -1. */
static int arrange_descriptors(int socket, const int *fds, int kept[KEPT_MAX + 1])
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	int high_socket = fcntl(socket, F_DUPFD, END);
	int high[KEPT_MAX], count = 0;

	for (; fds && fds[count] >= 0; count++) {
		high[count] = fcntl(fds[count], F_DUPFD, END);
		if (high[count] < 0)
			return -errno;
	}
	if (null < 0 || high_socket < 0 || dup2(null, STDIN_FILENO) < 0 ||
	    dup2(null, STDOUT_FILENO) < 0 || dup2(high_socket, SOCKET) < 0)
		return -errno;
	for (int i = 0; i < count; i++) {
		kept[i] = dup2(high[i], KEPT + i);
		if (kept[i] < 0)
			return -errno;
	}
	kept[count] = -1;
	io_close_from(KEPT + count);
	return 0;
}

/* Keep what the task needs, and nothing else. Returns 0 or -errno. */
static int give_up_privileges(const struct helper_task *task, const int *kept)
{
	struct sandbox sandbox = task->sandbox;
	int error = 0;

	if (task->sees_first_only) {
		sandbox.directory = kept[0];
		if (capability_has(CAP_SYS_CHROOT) && (fchdir(kept[0]) < 0 || chroot(".") < 0))
			return -errno;
	}
	if (task->user)
		error = user_take_ids(task->user);
	if (!error && sandbox_enter(&sandbox) != STATUS_OK)
		error = -EPERM;
	return error;
}

/* First report over the socket whether the helper is ready: 0, or -errno. */
static _Noreturn void become_helper(const struct helper_task *task, int socket)
{
	int kept[KEPT_MAX + 1];
	int error = arrange_descriptors(socket, task->fds, kept);

	stop_leave();
	prctl(PR_SET_NAME, task->name);
	if (!error) {
		socket = SOCKET;
		error = give_up_privileges(task, kept);
	}
	if (io_write_all(socket, &error, sizeof(error)) < 0 || error)
		_exit(1);
	task->serve(SOCKET, kept, task->argument);
	_exit(0);
}

/* Fork a process whose parent is init, in its own session, so that Ctrl-\ in the terminal
 * does not reach it. Returns 0 in that process; in the caller above 0, or -errno. */
static pid_t fork_orphan(void)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		setsid();
		child = fork();
		if (child == 0)
			return 0;
		_exit(child < 0 ? errno : 0);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0)
		return -errno;
	if (!WIFEXITED(status))
		return -ECHILD;
	return status == 0 ? child : -WEXITSTATUS(status);
}

int helper_start(struct helper *helper, const struct helper_task *task)
{
	int sockets[2], told = 0, error;
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) < 0)
		return -errno;
	pid = fork_orphan();
	if (pid == 0)
		become_helper(task, sockets[1]);
	close(sockets[1]);
	helper->socket = sockets[0];
	if (pid < 0)
		error = pid;
	else
		error = helper_receive(helper, &told, sizeof(told));
	if (!error)
		error = told;
	if (error)
		io_close(&helper->socket);
	return error;
}

int helper_receive(const struct helper *helper, void *bytes, size_t size)
{
	int error = stop_read_exactly(helper->socket, bytes, size);

	return error && error != -ECANCELED ? -EPIPE : error;
}

int helper_ask(const struct helper *helper, const void *request, size_t size)
{
	const bool had_come = stop_came();
	int ready;

	if (io_write_all(helper->socket, request, size) < 0)
		return -EPIPE;
	ready = stop_wait(helper->socket, POLLIN, -1);
	if (ready == -ECANCELED && !had_come)
		ready = stop_wait(helper->socket, POLLIN, -1);
	return ready < 0 ? ready : 0;
}

void helper_close(struct helper *helper)
{
	char end;

	if (helper->socket < 0)
		return;
	/* The exit of the helper closes its end of the socket. */
	shutdown(helper->socket, SHUT_WR);
	(void)helper_receive(helper, &end, sizeof(end));
	io_close(&helper->socket);
}
