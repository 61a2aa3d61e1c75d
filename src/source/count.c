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
	bool by_comm; /* not by process */
	int totals;   /* map: calls of each process, or of each comm, on each CPU */
	int names;    /* map: comm of each process at its first counted call; not by comm */
};

/* A key of the map. */
union key {
	struct skbclone_process process;
	struct skbclone_name name;
};

_Static_assert(sizeof(struct skbclone_process) == sizeof(struct skbclone_name),
	       "either fills the key");

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
	count->totals = loaded_map(loaded, count->by_comm ? "comms" : "processes");
	if (!count->by_comm)
		count->names = loaded_map(loaded, "names");
	return STATUS_OK;
}

/* Fill in whose total it is. */
static void name_row(const struct count_source *count, union key *key, struct row *row)
{
	struct skbclone_name name = {{0}};

	if (count->by_comm) {
		name = key->name;
	} else {
		row->start = key->process.start;
		row->tgid = key->process.tgid;
		/* It may be missing: the program inserts it a moment after the process. */
		(void)bpf_lookup_elem(count->names, key, &name);
	}
	memcpy(row->comm, name.comm, sizeof(row->comm));
}

/* Append the total of a key. calls: scratch, one value for each CPU. Returns 0 or -errno. */
static int read_total(const struct count_source *count, union key *key, uint64_t *calls,
		      struct totals *totals)
{
	struct row row = {0};

	if (bpf_lookup_elem(count->totals, key, calls) < 0)
		return -errno;
	for (uint32_t cpu = 0; cpu < count->counters->cpu_count; cpu++)
		row.count += calls[cpu];
	if (!row.count)
		return 0;
	name_row(count, key, &row);
	return totals_append(totals, &row);
}

/* Returns 0 or -errno. */
static int read_map(const struct count_source *count, struct totals *totals)
{
	uint64_t *calls = calloc(count->counters->cpu_count, sizeof(*calls));
	union key key, next;
	int error = calls ? 0 : -ENOMEM;
	bool found;

	/* The program deletes no keys, so the loop meets each key once. */
	found = !error && bpf_get_first_key(count->totals, &key, sizeof(key)) == 0;
	while (found && !error) {
		error = read_total(count, &key, calls, totals);
		found = bpf_get_next_key(count->totals, &key, &next) == 0;
		key = next;
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
	error = read_map(count, totals);
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

static const struct source_ops comms_source_ops = {
	.program = "comms.c",
	.fields = FIELDS_OF_TOTALS,
	.connect = count_connect,
	.read_totals = count_read_totals,
	.close = count_close,
};

static struct source *new_source(const struct source_ops *ops, bool by_comm)
{
	struct count_source *count = calloc(1, sizeof(*count));

	if (!count)
		return NULL;
	count->source = (struct source){.ops = ops, .wait_fd = -1, .idle_fd = -1};
	count->by_comm = by_comm;
	return &count->source;
}

struct source *count_source_new(void)
{
	return new_source(&count_source_ops, false);
}

struct source *comms_source_new(void)
{
	return new_source(&comms_source_ops, true);
}
