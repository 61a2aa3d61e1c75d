#include "capture/source.h"

#include <stdlib.h>

static enum status count_open(struct source *source, int root, uint32_t cpu_count)
{
	(void)source;
	(void)root;
	(void)cpu_count;
	return STATUS_OK;
}

static enum status count_connect(struct source *source, const struct loaded *loaded,
				 const struct object *object, const struct counters *counters,
				 struct skbclone_config *config)
{
	(void)source;
	(void)loaded;
	(void)object;
	(void)counters;
	(void)config;
	return STATUS_OK;
}

/* No event leaves the kernel. */
static enum status count_drain(struct source *source, struct order *order, uint64_t settled_ns,
			       uint64_t *complete_ns, bool *more)
{
	(void)source;
	(void)order;
	*complete_ns = settled_ns;
	*more = false;
	return STATUS_OK;
}

static int count_wait_fd(const struct source *source)
{
	(void)source;
	return -1;
}

static void count_close(struct source *source)
{
	free(source);
}

static const struct source_ops count_source_ops = {
	.program = "count.c",
	.has_totals = true,
	.open = count_open,
	.connect = count_connect,
	.drain = count_drain,
	.wait_fd = count_wait_fd,
	.close = count_close,
};

struct source *count_source_new(void)
{
	struct source *source = calloc(1, sizeof(*source));

	if (source)
		source->ops = &count_source_ops;
	return source;
}
