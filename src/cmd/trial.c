#include "cmd/trial.h"

#include "base/io.h"
#include "base/log.h"
#include "base/signals.h"
#include "cmd/options.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* A process that waits, makes the calls, and then exits. */
struct caller {
	pid_t pid;
	int go; /* closing this starts the calls */
};

/* A tracing subcommand in its own process. */
struct tracer {
	pid_t pid;
	FILE *messages; /* its stderr */
	FILE *rows;     /* its stdout: a file in memory, so it never waits for a reader */
};

static int start_caller(struct caller *caller, const struct trial *trial)
{
	int gate[2], error;
	char end;

	if (pipe2(gate, O_CLOEXEC) < 0)
		return -errno;
	caller->go = gate[1];
	caller->pid = fork();
	if (caller->pid == 0) {
		close(gate[1]);
		error = read(gate[0], &end, 1) == 0 ? trial->make_calls(trial->workload) : -EIO;
		_exit(-error);
	}
	error = caller->pid < 0 ? -errno : 0;
	close(gate[0]);
	if (error)
		io_close(&caller->go);
	return error;
}

/* Let the caller make its calls, and wait until it exits. Returns 0 or -errno. */
static int end_caller(struct caller *caller)
{
	int status = -1;

	io_close(&caller->go);
	waitpid(caller->pid, &status, 0);
	return WIFEXITED(status) ? -WEXITSTATUS(status) : -EINTR;
}

static _Noreturn void become_tracer(const struct trial *trial, pid_t parent, pid_t traced, int rows,
				    int messages)
{
	char pid[16];
	char *arguments[] = {(char *)trial->subcommand->name,
			     (char *)"-fjson",
			     (char *)"-p",
			     pid,
			     (char *)trial->option,
			     NULL};

	snprintf(pid, sizeof(pid), "%d", traced);
	if (dup2(rows, STDOUT_FILENO) < 0 || dup2(messages, STDERR_FILENO) < 0 ||
	    !signals_follow_parent(parent, SIGTERM))
		_exit(STATUS_FAILED);
	_exit(subcommand_run(trial->subcommand, trial->option ? 5 : 4, arguments));
}

static int start_tracer(struct tracer *tracer, const struct trial *trial,
			const struct caller *caller)
{
	const pid_t parent = getpid();
	int messages[2], rows = memfd_create("rows", MFD_CLOEXEC), error;

	if (rows < 0 || pipe2(messages, O_CLOEXEC) < 0)
		return -errno;
	tracer->messages = fdopen(messages[0], "r");
	tracer->rows = fdopen(rows, "r");
	tracer->pid = tracer->messages && tracer->rows ? fork() : -1;
	if (tracer->pid == 0) {
		close(caller->go); /* else the caller never reads an end of file */
		become_tracer(trial, parent, caller->pid, rows, messages[1]);
	}
	error = tracer->pid < 0 ? -errno : 0;
	close(messages[1]);
	return error;
}

/* Wait for the tracer's banner, and log its other messages. False: the tracer exited. */
static bool is_attached(struct tracer *tracer)
{
	static const char banner[] = "Tracing ";
	char line[LOG_LINE_SIZE];

	while (fgets(line, sizeof(line), tracer->messages)) {
		if (strncmp(line, banner, strlen(banner)) == 0)
			return true;
		log_foreign(line, strlen(line));
	}
	return false;
}

/* Wait until the tracer exits. Returns its exit status. */
static int end_tracer(struct tracer *tracer)
{
	char line[LOG_LINE_SIZE];
	int status = 0;

	while (fgets(line, sizeof(line), tracer->messages))
		; /* skip the summary: the rows contain it too */
	waitpid(tracer->pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : STATUS_FAILED;
}

static void close_tracer(struct tracer *tracer)
{
	if (tracer->messages)
		fclose(tracer->messages);
	if (tracer->rows)
		fclose(tracer->rows);
}

/* Pass each line of the tracer's output to the trial. */
static void read_rows(FILE *rows, const struct trial *trial, void *result)
{
	char line[LOG_LINE_SIZE];

	rewind(rows);
	while (fgets(line, sizeof(line), rows)) {
		json_t *row = json_loads(line, 0, NULL);

		trial->add_row(row, result);
		json_decref(row);
	}
}

int trial_run(const struct trial *trial, void *result)
{
	struct caller caller;
	struct tracer tracer = {0};
	int status = STATUS_FAILED;
	int error = start_caller(&caller, trial), unmade;
	bool attached;

	if (error)
		return log_failure(-error, "selftest: cannot start the calling process");
	error = start_tracer(&tracer, trial, &caller);
	if (error)
		log_failure(-error, "selftest: cannot start the tracer");
	attached = !error && is_attached(&tracer);
	if (!attached)
		kill(caller.pid, SIGKILL); /* without a tracer, make no calls */
	unmade = end_caller(&caller);
	if (!error)
		status = end_tracer(&tracer);
	if (status == STATUS_OK && unmade)
		status = log_failure(-unmade, "selftest: cannot make the calls");
	if (status == STATUS_OK)
		read_rows(tracer.rows, trial, result);
	close_tracer(&tracer);
	return status;
}

bool trial_text_is(const json_t *object, const char *key, const char *text)
{
	const char *value = json_string_value(json_object_get(object, key));

	return value && strcmp(value, text) == 0;
}

void trial_print(const char *name, bool is_ok, uint64_t expected, uint64_t counted,
		 const char *note)
{
	printf("%-4s %-12s expected %" PRIu64 ", counted %" PRIu64 "%s%s%s\n",
	       is_ok ? "ok" : "FAIL", name, expected, counted, note[0] ? " (" : "", note,
	       note[0] ? ")" : "");
	fflush(stdout);
}
