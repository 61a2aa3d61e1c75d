#include "program/compile.h"

#include "base/clock.h"
#include "base/io.h"
#include "base/log.h"
#include "base/sanitizers.h"
#include "base/self.h"
#include "base/signals.h"
#include "base/stop.h"
#include "program/progress.h"
#include "program/workspace.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	/* A compile takes 0.2 s of CPU time. A guest counts as CPU time also what its host does
	 * for others meanwhile: emulated beside seven busy processes, 25 s were not enough. One
	 * that loops ends here. */
	CPU_LIMIT_S = 120,
	/* After so long a terminal is told what we wait for. */
	SLOW_MS = 2000,
	/* How often the compiler is looked at while nothing comes from it. */
	LOOK_MS = 500,
	OBJECT_SIZE_MAX = 256 * 1024,
	MESSAGES_SIZE_MAX = 64 * 1024,
	/* Exit statuses of our child before exec; skbclone-cc uses 0 and 1. */
	NO_WORKSPACE = 126,
	EXEC_FAILED = 127,
};

/* Ten times what a compile needs with LLVM 14. */
enum { MEMORY_LIMIT_MB = 2048 };

/* A pipe from the child, and the bytes read from it so far. */
struct stream {
	int fd;
	char *bytes;
	size_t size;
	size_t max;
};

struct compiler {
	pid_t pid;
	struct progress progress;
	uint64_t slow_ns; /* when the compile has become slow */
	bool is_slow;     /* that was told */
	struct stream object;
	struct stream messages;
};

static void limit(int resource, rlim_t soft, rlim_t hard)
{
	setrlimit(resource, &(struct rlimit){soft, hard});
}

static _Noreturn void become_compiler(const char *path, pid_t parent,
				      const struct workspace *workspace, const char *const flags[],
				      const int streams[3])
{
	char *const environment[] = {NULL};
	const char **arguments;
	size_t flag_count = 0;
	const rlim_t memory = (rlim_t)MEMORY_LIMIT_MB << 20;
	sigset_t none;
	int error;

	while (flags[flag_count])
		flag_count++;
	arguments = calloc(flag_count + 3, sizeof(*arguments));
	if (!arguments)
		_exit(EXEC_FAILED);
	arguments[0] = "skbclone-cc";
	arguments[1] = workspace->kernel;
	memcpy(arguments + 2, flags, flag_count * sizeof(*flags));
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	setsid(); /* Ctrl-C must reach only the parent, which kills us */
	for (int i = 0; i < 3; i++) {
		if (dup2(streams[i], i) < 0)
			_exit(EXEC_FAILED);
	}
	error = workspace_enter(workspace);
	if (error) {
		(void)io_write_all(STDERR_FILENO, &error, sizeof(error)); /* for judge() */
		_exit(NO_WORKSPACE);
	}
	io_close_from(3);
	/* At the first limit comes SIGXCPU, whose name says why; at the second one SIGKILL. */
	limit(RLIMIT_CPU, CPU_LIMIT_S, CPU_LIMIT_S + 1);
	limit(RLIMIT_CORE, 0, 0); /* leave no core file in the private directory */
	if (!sanitizers_look_on())
		limit(RLIMIT_AS, memory, memory);
	if (signals_follow_parent(parent, SIGKILL))
		execve(path, (char *const *)arguments, environment);
	_exit(EXEC_FAILED);
}

static void close_pair(int pair[2])
{
	io_close(&pair[0]);
	io_close(&pair[1]);
}

/* Make the pipe large enough for the whole text: then one write is enough. */
static int fill_pipe(int fd, const char *text)
{
	size_t length = strlen(text);

	if (fcntl(fd, F_SETPIPE_SZ, length + 1) < (int)length)
		return errno ? -errno : -EFBIG;
	return io_write_all(fd, text, length);
}

static int start_compiler(struct compiler *compiler, const char *text, const char *const flags[],
			  const char *path, const struct workspace *workspace)
{
	const pid_t parent = getpid();
	int in[2] = {-1, -1}, out[2] = {-1, -1}, err[2] = {-1, -1};
	int error;

	if (pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0 || pipe2(err, O_CLOEXEC) < 0) {
		error = -errno;
		goto out;
	}
	error = fill_pipe(in[1], text);
	if (error)
		goto out;
	compiler->pid = fork();
	if (compiler->pid < 0) {
		error = -errno;
		goto out;
	}
	if (compiler->pid == 0)
		become_compiler(path, parent, workspace, flags, (int[]){in[0], out[1], err[1]});
	progress_start(&compiler->progress, compiler->pid);
	compiler->slow_ns = clock_in_ms(SLOW_MS);
	compiler->object = (struct stream){.fd = out[0], .max = OBJECT_SIZE_MAX};
	compiler->messages = (struct stream){.fd = err[0], .max = MESSAGES_SIZE_MAX};
	out[0] = err[0] = -1;
out:
	close_pair(in);
	close_pair(out);
	close_pair(err);
	return error;
}

/* Read the available bytes; close the stream at its end. */
static int read_stream(struct stream *stream)
{
	ssize_t got;

	if (!stream->bytes)
		stream->bytes = malloc(stream->max);
	if (!stream->bytes)
		return -ENOMEM;
	if (stream->size == stream->max)
		return -EMSGSIZE;
	got = read(stream->fd, stream->bytes + stream->size, stream->max - stream->size);
	if (got < 0)
		return errno == EINTR ? 0 : -errno;
	stream->size += got;
	if (got == 0)
		io_close(&stream->fd);
	return 0;
}

/* Tell a terminal, once, what it waits for. */
static void say_slow(struct compiler *compiler)
{
	if (compiler->is_slow || clock_ns() < compiler->slow_ns)
		return;
	compiler->is_slow = true;
	log_progress("skbclone: compiling the BPF program...");
}

/* Read both streams to their end. Returns 0 or -errno; -ETIME: the compiler hangs. */
static int read_streams(struct compiler *compiler)
{
	struct stream *const streams[] = {&compiler->object, &compiler->messages};

	while (compiler->object.fd >= 0 || compiler->messages.fd >= 0) {
		struct pollfd polled[] = {
			{.fd = streams[0]->fd, .events = POLLIN},
			{.fd = streams[1]->fd, .events = POLLIN},
		};
		int ready = stop_poll(polled, 2, LOOK_MS);

		if (ready < 0)
			return ready;
		if (ready == 0 && progress_is_hung(&compiler->progress))
			return -ETIME;
		say_slow(compiler);
		for (int i = 0; i < 2; i++) {
			int error = polled[i].revents ? read_stream(streams[i]) : 0;

			if (error)
				return error;
		}
	}
	return 0;
}

/* The compiler has closed its streams: wait for its end. Returns 0 or -errno; -ETIME: it
 * hangs. */
static int await_end(struct compiler *compiler, int *status)
{
	for (int ms = 1; waitpid(compiler->pid, status, WNOHANG) == 0; ms++) {
		int error = stop_sleep(1);

		if (!error && ms % LOOK_MS == 0 && progress_is_hung(&compiler->progress))
			error = -ETIME;
		if (error)
			return error;
	}
	return 0;
}

static void kill_compiler(struct compiler *compiler)
{
	kill(compiler->pid, SIGKILL);
	while (waitpid(compiler->pid, NULL, 0) < 0 && errno == EINTR)
		;
}

static void release_stream(struct stream *stream)
{
	io_close(&stream->fd);
	free(stream->bytes);
}

/* Read the compiler's object, or log why there is none. */
static enum status judge(const struct compiler *compiler, int error, int wait_status,
			 struct object *object)
{
	const struct stream *messages = &compiler->messages;

	if (error == -ETIME) {
		log_error("skbclone-cc: it hangs: no result, and no CPU time used for %d s",
			  PROGRESS_LIMIT_S);
	} else if (error) {
		return log_failure(-error, "skbclone-cc: cannot read its output");
	} else if (WIFSIGNALED(wait_status)) {
		log_error("skbclone-cc: the compiler was killed by signal %d (%s)",
			  WTERMSIG(wait_status), strsignal(WTERMSIG(wait_status)));
	} else if (WEXITSTATUS(wait_status) == NO_WORKSPACE) {
		if (messages->size == sizeof(error))
			memcpy(&error, messages->bytes, sizeof(error));
		return log_failure(-error, "skbclone-cc: cannot create its private directory");
	} else if (WEXITSTATUS(wait_status) == EXEC_FAILED) {
		log_error("skbclone-cc: cannot be run, or a library of libbcc is missing");
		log_hint("install libbpfcc, or build and install skbclone again");
	} else if (WEXITSTATUS(wait_status) != 0) {
		log_foreign(messages->bytes, messages->size);
		log_error("skbclone-cc: the BPF program did not compile");
		return STATUS_FAILED;
	} else {
		int invalid = object_read(object, compiler->object.bytes, compiler->object.size);

		if (!invalid)
			return STATUS_OK;
		log_failure(-invalid, "skbclone-cc: invalid output from the compiler");
	}
	if (log_is_verbose())
		log_foreign(messages->bytes, messages->size);
	return STATUS_FAILED;
}

enum status compile_text(const char *text, const char *const flags[], struct object *object)
{
	struct compiler compiler = {.object = {.fd = -1}, .messages = {.fd = -1}};
	struct workspace workspace;
	enum status status = STATUS_FAILED;
	char path[PATH_MAX];
	int error, wait_status = 0;

	(void)self_find(path, "skbclone-cc", SKBCLONE_LIBEXEC_FROM_SBIN "/skbclone-cc");
	error = workspace_open(&workspace);
	if (error)
		return log_failure(-error, "/tmp: cannot create a directory for the compiler");
	error = start_compiler(&compiler, text, flags, path, &workspace);
	if (error) {
		log_failure(-error, "skbclone-cc");
		goto out;
	}
	error = read_streams(&compiler);
	if (!error)
		error = await_end(&compiler, &wait_status);
	if (error)
		kill_compiler(&compiler);
	status = judge(&compiler, error, wait_status, object);
out:
	release_stream(&compiler.object);
	release_stream(&compiler.messages);
	workspace_close(&workspace);
	return status;
}
