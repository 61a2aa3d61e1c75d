#include "session/prepare.h"

#include "base/log.h"
#include "host/checks.h"
#include "program/build.h"
#include "session/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static int check_output(const struct session_options *options)
{
	if (options->output)
		return output_file_check(options->output, options->force,
					 options->format->is_metrics);
	/* main() has replaced closed standard streams with O_PATH descriptors. */
	if (fcntl(STDOUT_FILENO, F_GETFL) & O_PATH) {
		log_error("output: stdout is closed");
		return STATUS_FAILED;
	}
	return STATUS_OK;
}

/* The checks after those of the machine, in the documented order. */
static int check_targets(const struct session_options *options, struct watch *watch,
			 struct child *child)
{
	int status = STATUS_OK;

	if (options->filter.tgid)
		status = watch_process(watch, options->filter.tgid);
	if (status == STATUS_OK && options->command)
		status = child_find(child, options->user);
	return status == STATUS_OK ? check_output(options) : status;
}

int prepare(const struct session_options *options, struct source *source, int root,
	    struct watch *watch, struct child *child, struct object *object)
{
	struct flags flags = {0};
	struct build build = BUILD_CLOSED;
	bool is_cached = false;
	int status = watch_check_tgid(options->filter.tgid);

	*object = (struct object){0};
	if (status == STATUS_OK)
		status = checks_require(root, CHECK_TRACING | source->ops->needs);
	if (status == STATUS_OK)
		status = filter_flags(&options->filter, session_fields(options, source->ops),
				      &flags);
	if (status == STATUS_OK)
		status = build_open(&build, source->ops->program, flags.list, !options->no_cache);
	if (status == STATUS_OK)
		is_cached = build_from_cache(&build, object);
	/* On a cache miss, check the symbol before spending a compile. On a hit, do not:
	 * reading all of kallsyms takes longer than a warm start. */
	if (status == STATUS_OK && !is_cached)
		status = checks_require(root, CHECK_SYMBOL);
	if (status == STATUS_OK)
		status = check_targets(options, watch, child);
	if (status == STATUS_OK)
		status = source_check(source, root);
	if (status == STATUS_OK && !is_cached)
		status = build_compile(&build, object);
	build_close(&build);
	flags_release(&flags);
	if (status != STATUS_OK)
		object_release(object);
	return status;
}
