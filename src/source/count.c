#include "base/log.h"
#include "event/fields.h"
#include "source/source.h"

#include <bcc/libbpf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct count_source {
	struct source source;
	const struct counters *counters;
	int processes; /* map: calls of each process on each CPU */
	int names;     /* map: comm of each process at its first counted call */
};

static struct count_source *of(struct source *source)
{
	return (struct count_source *)source;
}

static enum status count_connect(struct source *source, const struct loaded *loaded,
				 const struct counters *counters, struct skbclone_config *config)
{
	struct count_source *count = of(source);

	(void)config;
	count->counters = counters;
	count->processes = loaded_map(loaded, "processes");
	count->names = loaded_map(loaded, "names");
	return STATUS_OK;
}

/* Append the total of a process. calls: scratch, one value for each CPU. Returns 0 or
 * -errno. */
static int read_process(const struct count_source *count, struct skbclone_process *process,
			uint64_t *calls, struct totals *totals)
{
	struct skbclone_name name = {{0}};
	struct row row = {.tgid = process->tgid};

	if (bpf_lookup_elem(count->processes, process, calls) < 0)
		return -errno;
	for (uint32_t cpu = 0; cpu < count->counters->cpu_count; cpu++)
		row.count += calls[cpu];
	/* The name may be missing: the program inserts it a moment after the process. */
	if (bpf_lookup_elem(count->names, process, &name) == 0)
		memcpy(row.comm, name.comm, sizeof(row.comm));
	return row.count ? totals_append(totals, &row) : 0;
}

/* Returns 0 or -errno. */
static int read_processes(const struct count_source *count, struct totals *totals)
{
	uint64_t *calls = calloc(count->counters->cpu_count, sizeof(*calls));
	struct skbclone_process process, next;
	int error = calls ? 0 : -ENOMEM;
	bool found;

	/* The program deletes no keys, so the loop meets each key once. */
	found = !error && bpf_get_first_key(count->processes, &process, sizeof(process)) == 0;
	while (found && !error) {
		error = read_process(count, &process, calls, totals);
		found = bpf_get_next_key(count->processes, &process, &next) == 0;
		process = next;
	}
	free(calls);
	return error;
}

static enum status count_read_totals(struct source *source, struct totals *totals)
{
	const struct count_source *count = of(source);
	struct kernel_account account = counters_account(count->counters);
	int error;

	totals->count = 0;
	error = read_processes(count, totals);
	totals_sort(totals);
	if (!error)
		error = totals_append_rest(totals, account.other);
	return error ? log_failure(-error, "totals") : STATUS_OK;
}

static void count_close(struct source *source)
{
	free(source);
}

static const struct source_ops count_source_ops = {
	.program = "count.c",
	.fields = FIELDS_OF_TOTALS,
	.connect = count_connect,
	.read_totals = count_read_totals,
	.close = count_close,
};

struct source *count_source_new(void)
{
	struct count_source *count = calloc(1, sizeof(*count));

	if (!count)
		return NULL;
	count->source = (struct source){.ops = &count_source_ops, .wait_fd = -1};
	return &count->source;
}
