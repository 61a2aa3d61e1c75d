#include "session/prepare.h"

#include "base/log.h"
#include "host/btf.h"
#include "host/checks.h"
#include "program/build.h"
#include "session/output_file.h"

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

/* The inputs of the compile. The offsets come from the kernel's types, and to read those takes
 * as long as all the rest of a warm start. So the key has the kernel's identity in their place.
 * Without an identity, it has the offsets themselves. */
struct inputs {
	struct flags flags; /* of the compile */
	struct flags key;   /* what the cache finds the object by */
	bool has_offsets;   /* flags are complete */
	bool is_cacheable;
};

static enum status add_offsets(const struct session_options *options, unsigned fields,
			       struct inputs *inputs)
{
	if (inputs->has_offsets)
		return STATUS_OK;
	inputs->has_offsets = true;
	return filter_offsets(&options->filter, fields, &inputs->flags, &inputs->is_cacheable);
}

static int copy_flags(struct flags *to, const struct flags *from)
{
	int error = 0;

	for (size_t i = 0; i < from->count && !error; i++)
		error = flags_add(to, "%s", from->list[i]);
	return error;
}

static enum status find_inputs(const struct session_options *options, unsigned fields,
			       struct inputs *inputs)
{
	char identity[BTF_IDENTITY_SIZE];
	enum status status = STATUS_OK;
	int error = filter_flags(&options->filter, fields, &inputs->flags);

	if (!error && options->way == WAY_FENTRY)
		error = flags_add(&inputs->flags, "-DFENTRY");
	if (!error && btf_identity(identity) == 0) {
		error = flags_add(&inputs->key, "%s", identity);
	} else if (!error) {
		status = add_offsets(options, fields, inputs);
		inputs->is_cacheable = true;
	}
	if (!error)
		error = copy_flags(&inputs->key, &inputs->flags);
	return error ? log_failure(-error, "memory") : status;
}

static enum status compile(struct build *build, const struct inputs *inputs, struct object *object)
{
	build->use_cache = build->use_cache && inputs->is_cacheable;
	return build_compile(build, inputs->flags.list, object);
}

int prepare(const struct session_options *options, struct source *source, int root,
	    struct watch *watch, struct child *child, struct object *object)
{
	const unsigned fields = session_fields(options, source->ops);
	struct inputs inputs = {0};
	struct build build = BUILD_CLOSED;
	bool is_cached = false;
	int status = watch_check_tgid(options->filter.tgid);

	*object = (struct object){0};
	if (status == STATUS_OK)
		status = checks_require(root, CHECK_TRACING | source->ops->needs |
						      checks_of_way(options->way));
	if (status == STATUS_OK)
		status = find_inputs(options, fields, &inputs);
	if (status == STATUS_OK)
		status = build_open(&build, source->ops->program, inputs.key.list,
				    !options->no_cache);
	if (status == STATUS_OK)
		is_cached = build_from_cache(&build, object);
	/* On a cache miss, check the symbol before spending a compile. On a hit, do not:
	 * reading all of kallsyms takes longer than a warm start. */
	if (status == STATUS_OK && !is_cached)
		status = add_offsets(options, fields, &inputs);
	if (status == STATUS_OK && !is_cached && options->way == WAY_KPROBE)
		status = checks_require(root, CHECK_SYMBOL);
	if (status == STATUS_OK)
		status = check_targets(options, watch, child);
	if (status == STATUS_OK)
		status = source_check(source, root);
	if (status == STATUS_OK && !is_cached)
		status = compile(&build, &inputs, object);
	build_close(&build);
	flags_release(&inputs.flags);
	flags_release(&inputs.key);
	if (status != STATUS_OK)
		object_release(object);
	return status;
}
