#include "program/build.h"

#include "base/log.h"
#include "program/compile.h"
#include "program/text.h"

#include <errno.h>
#include <stdlib.h>

enum status build_open(struct build *build, const char *name, const char *const inputs[],
		       bool use_cache)
{
	int error = 0;

	*build = (struct build){.use_cache = use_cache, .cache.directory = -1};
	build->text = text_assemble(name);
	if (!build->text)
		error = -ENOMEM;
	else if (use_cache)
		error = cache_open(&build->cache, build->text, inputs);
	return error ? log_failure(-error, "memory") : STATUS_OK;
}

void build_close(struct build *build)
{
	free(build->text);
	cache_close(&build->cache);
	*build = BUILD_CLOSED;
}

bool build_from_cache(const struct build *build, struct object *object)
{
	return build->use_cache && cache_load(&build->cache, object);
}

enum status build_compile(const struct build *build, const char *const flags[],
			  struct object *object)
{
	enum status status = compile_text(build->text, flags, object);

	if (status == STATUS_OK && build->use_cache)
		cache_store(&build->cache, object);
	return status;
}
