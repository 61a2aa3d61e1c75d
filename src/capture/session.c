#include "capture/session.h"

#include "base/io.h"
#include "base/log.h"
#include "capture/output_file.h"
#include "capture/session_state.h"
#include "host/checks.h"
#include "host/machine.h"

#include <bcc/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static enum status out_of_memory(void)
{
	log_failure(ENOMEM, "memory");
	return STATUS_FAILED;
}

/* The object out of the cache; without one, what a compile would be for nothing. */
static enum status look_into_cache(struct session *session)
{
	const struct session_options *options = session->options;
	enum status status = match_flags(&options->match, &session->flags);

	if (status != STATUS_OK)
		return status;
	if (build_open(&session->build, session->source->ops->program, session->flags.list,
		       !options->no_cache) < 0)
		return out_of_memory();
	session->built = build_from_cache(&session->build, &session->object);
	return session->built ? STATUS_OK : checks_require(session->root, CHECK_SYMBOL);
}

/* All that can fail for reasons of the user, the machine or the output, before
 * anything is compiled, in the order that is promised. */
static int check(struct session *session)
{
	const struct session_options *options = session->options;
	int status = watch_check_tgid(options->match.tgid);

	if (status == STATUS_OK)
		status = checks_require(session->root, CHECK_TRACING | session->source->ops->needs);
	if (status == STATUS_OK)
		status = look_into_cache(session);
	if (status == STATUS_OK && options->match.tgid)
		status = watch_process(&session->watch, options->match.tgid);
	if (status == STATUS_OK && options->command)
		status = command_find(&session->command, options->user);
	if (status == STATUS_OK && options->output)
		status = output_file_check(options->output, options->force);
	if (status != STATUS_OK)
		return status;
	if (!options->output && fcntl(STDOUT_FILENO, F_GETFL) & O_PATH) {
		log_error("output: stdout is closed");
		return STATUS_FAILED;
	}
	session->cpu_count = machine_cpu_count(session->root);
	if (pump_init(&session->pump, options->format, session->source, options->max_events,
		      session->cpu_count, options->match.per_process) < 0)
		return out_of_memory();
	return STATUS_OK;
}

static enum status compile_program(struct session *session)
{
	enum status status = STATUS_OK;
	bool stopped = false;

	if (!session->built)
		status = build_compile(&session->build, session->watch.signals, &stopped,
				       &session->object);
	build_close(&session->build);
	if (stopped)
		watch_read_signals(&session->watch);
	return status;
}

int session_map(const struct session *session, const char *name)
{
	return loaded_map(&session->loaded, &session->object, name);
}

static enum status write_config(struct session *session, struct skbclone_config *config)
{
	int first = 0;

	if (bpf_update_elem(session_map(session, "config"), &first, config, BPF_ANY) == 0)
		return STATUS_OK;
	log_failure(errno, "config map");
	return STATUS_FAILED;
}

static enum status load(struct session *session)
{
	const struct source_ops *ops = session->source->ops;
	struct skbclone_config config;
	enum status status = ops->open(session->source, session->root, session->cpu_count);
	int error;

	if (status == STATUS_OK)
		status = loaded_open(&session->loaded, &session->object, session->cpu_count);
	if (status != STATUS_OK)
		return status;
	error = counters_open(&session->counters, session_map(session, "counts"),
			      session->cpu_count);
	if (error) {
		log_failure(-error, "counters");
		return STATUS_FAILED;
	}
	match_config(&session->options->match, &config);
	status = ops->connect(session->source, &session->loaded, &session->object,
			      &session->counters, &config);
	return status == STATUS_OK ? write_config(session, &config) : status;
}

static void release(struct session *session)
{
	session->source->ops->close(session->source);
	counters_close(&session->counters);
	loaded_close(&session->loaded);
	build_close(&session->build);
	object_release(&session->object);
	pump_release(&session->pump);
	command_release(&session->command);
	watch_close(&session->watch);
	io_close(&session->output);
	io_close(&session->root);
}

int session_run(const struct session_options *options, struct source *source)
{
	struct session session = {
		.options = options,
		.source = source,
		.root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC),
		.output = -1,
		.build.cache.directory = -1,
	};
	int status = STATUS_FAILED;

	command_init(&session.command, options->command);
	loaded_init(&session.loaded);
	if (watch_open(&session.watch) < 0 || session.root < 0)
		log_failure(errno, "start");
	else
		status = check(&session);
	if (status == STATUS_OK)
		status = compile_program(&session);
	if (status == STATUS_OK && !session.watch.ending_signal)
		status = load(&session);
	if (status == STATUS_OK && !session.watch.ending_signal)
		status = session_trace(&session);
	release(&session);
	return status;
}
