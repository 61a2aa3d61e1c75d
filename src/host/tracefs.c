#include "host/tracefs.h"

#include "base/array.h"
#include "base/clock.h"
#include "base/io.h"
#include "base/log.h"
#include "base/stop.h"
#include "host/machine.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Two seconds: a process that is exiting may still hold the instance open. */
enum { REMOVE_TRIES = 200, REMOVE_PAUSE_MS = 10 };

/* How often to try for the lock, and after how long to tell a terminal. */
enum { LOCK_PAUSE_MS = 10, SLOW_MS = 2000 };

#define INSTANCE_PREFIX "skbclone-"

static enum status open_top(struct tracefs *tracefs, int root)
{
	static const char *const places[] = {"/sys/kernel/tracing", "/sys/kernel/debug/tracing"};

	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		int fd = openat(root, places[i] + 1, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

		if (fd < 0 && errno != ENOENT && errno != ENOTDIR)
			return log_refusal(errno, "%s", places[i]);
		if (fd < 0)
			continue;
		if (faccessat(fd, "trace_pipe", F_OK, 0) == 0) {
			tracefs->top = fd;
			return STATUS_OK;
		}
		close(fd);
	}
	log_error("tracefs: not mounted");
	log_hint("mount -t tracefs tracefs /sys/kernel/tracing (perf-output works without it)");
	return STATUS_UNSUPPORTED;
}

static enum status open_instances(struct tracefs *tracefs)
{
	tracefs->instances = openat(tracefs->top, "instances", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return tracefs->instances < 0 ? log_refusal(errno, "tracefs/instances") : STATUS_OK;
}

static void warn_without_event(void)
{
	log_warning("bpf_trace_printk: this kernel has no trace event for it; skbclone reads the "
		    "shared trace_pipe, and other readers miss lines");
	log_hint("use kernel 5.9 or newer, or skbclone perf-output");
}

enum status tracefs_check(int root)
{
	struct tracefs tracefs = TRACEFS_CLOSED;
	enum status status = open_top(&tracefs, root);

	if (status == STATUS_OK)
		status = open_instances(&tracefs);
	tracefs_close(&tracefs);
	if (status == STATUS_OK)
		log_verbose("tracefs: mounted, with instances");
	return status;
}

enum status tracefs_check_event(int root)
{
	struct tracefs tracefs = TRACEFS_CLOSED;
	enum status status = open_top(&tracefs, root);

	if (status != STATUS_OK)
		return status;
	if (shared_trace_has_event(tracefs.top))
		log_verbose("bpf_trace_printk: has a trace event, each run has its own trace");
	else
		warn_without_event();
	tracefs_close(&tracefs);
	return STATUS_OK;
}

/* A live run holds its trace_pipe open, so rmdir(2) on its instance fails with EBUSY. Only
 * the instance of a run that was killed by SIGKILL can be removed. The caller holds the
 * lock, which protects a new instance until its trace_pipe is open. */
static void remove_dead_instances(int instances)
{
	int fd = openat(instances, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *directory = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (!directory) {
		if (fd >= 0)
			close(fd);
		return;
	}
	while ((entry = readdir(directory))) {
		if (strncmp(entry->d_name, INSTANCE_PREFIX, strlen(INSTANCE_PREFIX)) == 0 &&
		    unlinkat(instances, entry->d_name, AT_REMOVEDIR) == 0)
			log_verbose("removed trace instance %s of a killed run", entry->d_name);
	}
	closedir(directory);
}

/* Open the trace_pipe of an instance, or the shared one. 0 or -errno. */
static int open_trace(struct tracefs *tracefs, int directory)
{
	tracefs->pipe = openat(directory, "trace_pipe", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (tracefs->pipe < 0)
		return -errno;
	tracefs->on = openat(directory, "tracing_on", O_RDONLY | O_CLOEXEC);
	return tracefs->on < 0 ? -errno : 0;
}

/* A new instance inherits the options of the shared trace, so set all options that change
 * the form of a line. Ignore errors: some kernels lack some options, and the parser rejects
 * lines that it does not know. */
static void set_line_format(int instance)
{
	static const char *const options[] = {"context-info", "irq-info", "nolatency-format",
					      "noraw",        "nohex",    "nobin",
					      "nofields",     "overwrite"};

	for (size_t i = 0; i < ARRAY_SIZE(options); i++)
		(void)io_write_file(instance, "trace_options", options[i]);
}

static int set_up_instance(int instance, const char *filter, size_t buffer_kb)
{
	char size[32];
	int error;

	set_line_format(instance);
	snprintf(size, sizeof(size), "%zu", buffer_kb);
	error = io_write_file(instance, "trace_clock", "mono");
	if (!error)
		error = io_write_file(instance, "buffer_size_kb", size);
	if (!error)
		error = io_write_file(instance, TRACEFS_PRINTK_EVENT "/filter", filter);
	if (!error)
		error = io_write_file(instance, TRACEFS_PRINTK_EVENT "/enable", "1");
	return error;
}

/* Indexes into the helper's descriptors. */
enum { INSTANCES, SHARED_EVENT };

static void remove_instance(int instances, const char *name)
{
	/* A killed process closes its descriptors one after the other, so the trace_pipe may
	 * still be open. */
	for (int i = 0; unlinkat(instances, name, AT_REMOVEDIR) < 0; i++) {
		if (errno != EBUSY || i == REMOVE_TRIES) {
			log_warning("trace instance %s: cannot remove it: %s", name,
				    strerror(errno));
			return;
		}
		poll(NULL, 0, REMOVE_PAUSE_MS);
	}
}

/* Runs in the helper. The main process sends a byte after it has loaded the program, or
 * exits before. In both cases switch the shared event off; if there was a byte, answer it
 * then. Remove the instance when the main process has closed its socket. */
static void put_back(int socket, const int *fds, const void *argument)
{
	char byte;
	int ended = io_read_exactly(socket, &byte, sizeof(byte));

	if (fds[SHARED_EVENT] >= 0)
		shared_trace_put_event_back(fds[SHARED_EVENT]);
	if (!ended && io_write_all(socket, &byte, sizeof(byte)) == 0)
		(void)io_read_exactly(socket, &byte, sizeof(byte));
	remove_instance(fds[INSTANCES], argument);
}

static int start_helper(struct tracefs *tracefs)
{
	const int fds[] = {
		[INSTANCES] = tracefs->instances,
		[SHARED_EVENT] = tracefs->shared.event,
		-1,
	};
	const struct helper_task task = {
		.name = "skb-trace",
		.sandbox.removes_files = true,
		.fds = fds,
		.serve = put_back,
		.argument = tracefs->name,
	};

	return helper_start(&tracefs->helper, &task);
}

static enum status open_instance(struct tracefs *tracefs, const char *filter, size_t buffer_kb)
{
	int instance, error;

	snprintf(tracefs->name, sizeof(tracefs->name), INSTANCE_PREFIX "%d", getpid());
	if (mkdirat(tracefs->instances, tracefs->name, 0700) < 0)
		return log_refusal(errno, "trace instance");
	error = start_helper(tracefs);
	if (error) {
		unlinkat(tracefs->instances, tracefs->name, AT_REMOVEDIR);
		return log_refusal(-error, "trace instance: cannot start its helper process");
	}
	instance = openat(tracefs->instances, tracefs->name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (instance < 0)
		return log_refusal(errno, "trace instance");
	error = set_up_instance(instance, filter, buffer_kb);
	if (!error)
		error = open_trace(tracefs, instance);
	/* Since 6.1 poll(2) waits until so much of the buffer is full; before, for any line. */
	tracefs->wakes =
		io_write_file(instance, "buffer_percent", "0") == 0 || !machine_kernel_is(6, 1);
	close(instance);
	return error ? log_refusal(-error, "trace instance") : STATUS_OK;
}

static enum status open_shared(struct tracefs *tracefs)
{
	int error;

	warn_without_event();
	tracefs->wakes = !machine_kernel_is(6, 1);
	error = open_trace(tracefs, tracefs->top);
	if (error == -EBUSY) {
		log_error("trace_pipe: another process is reading it");
		log_hint("stop the other reader, or use skbclone perf-output");
		return STATUS_FAILED;
	}
	if (error)
		return log_refusal(-error, "trace_pipe");
	shared_trace_borrow_clock(&tracefs->shared, tracefs->top);
	return STATUS_OK;
}

/* Wait for the other runs that are between tracefs_open() and tracefs_ready(). Never in
 * flock(2) itself, where no signal of ours would end the wait. Returns 0 or -errno. */
static int lock_instances(int instances)
{
	const uint64_t slow_ns = clock_in_ms(SLOW_MS);
	bool is_slow = false;
	int error = 0;

	while (!error && flock(instances, LOCK_EX | LOCK_NB) < 0) {
		error = errno == EWOULDBLOCK ? stop_sleep(LOCK_PAUSE_MS) : -errno;
		if (!is_slow && clock_ns() >= slow_ns) {
			is_slow = true;
			log_progress("skbclone: waiting for another process, which has locked "
				     "tracefs/instances...");
		}
	}
	return error;
}

enum status tracefs_open(struct tracefs *tracefs, int root, const char *filter, size_t buffer_kb)
{
	enum status status;
	int error;

	*tracefs = TRACEFS_CLOSED;
	status = open_top(tracefs, root);
	if (status == STATUS_OK)
		status = open_instances(tracefs);
	if (status != STATUS_OK)
		return status;
	error = lock_instances(tracefs->instances);
	if (error)
		return log_refusal(-error, "tracefs/instances");
	remove_dead_instances(tracefs->instances);
	shared_trace_open(&tracefs->shared, tracefs->top);
	if (!shared_trace_has_event(tracefs->top))
		return open_shared(tracefs);
	return open_instance(tracefs, filter, buffer_kb);
}

void tracefs_ready(struct tracefs *tracefs)
{
	char byte = 0;

	if (!tracefs_is_shared(tracefs) &&
	    io_write_all(tracefs->helper.socket, &byte, sizeof(byte)) == 0)
		(void)helper_receive(&tracefs->helper, &byte, sizeof(byte));
	flock(tracefs->instances, LOCK_UN);
}

bool tracefs_is_shared(const struct tracefs *tracefs)
{
	return tracefs->name[0] == '\0';
}

bool tracefs_is_on(const struct tracefs *tracefs)
{
	return !io_is_off(tracefs->on);
}

void tracefs_close(struct tracefs *tracefs)
{
	io_close(&tracefs->pipe);
	io_close(&tracefs->on);
	helper_close(&tracefs->helper);
	shared_trace_close(&tracefs->shared);
	io_close(&tracefs->instances);
	io_close(&tracefs->top);
	*tracefs = TRACEFS_CLOSED;
}
