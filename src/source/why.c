#include "base/log.h"
#include "event/fields.h"
#include "source/origin.h"
#include "source/source.h"

#include <bcc/libbpf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct why_source {
	struct source source;
	const struct counters *counters;
	int origins;   /* map: the origins and their calls, by their hash */
	int names;     /* map: each process's comm at its first counted call */
	bool by_stack; /* --stack: a row for each stack, not for each caller */
	bool by_cause; /* a row for each cause and context, whatever the process */
	uint64_t calls[CAUSE_COUNT][CONTEXT_COUNT]; /* by_cause */
	struct origins known;
};

static struct why_source *of(struct source *source)
{
	return (struct why_source *)source;
}

static enum status why_open(struct source *source, int root, uint32_t cpu_count)
{
	(void)cpu_count;
	origins_open(&of(source)->known, root);
	return STATUS_OK;
}

static enum status why_connect(struct source *source, const struct loaded *loaded,
			       const struct counters *counters, struct skbclone_config *config)
{
	struct why_source *why = of(source);

	why->counters = counters;
	origins_attach(&why->known, loaded->way);
	if (!why->by_stack && why->known.ksyms.entry_end > why->known.ksyms.entry_start) {
		config->entry_start = why->known.ksyms.entry_start;
		config->entry_size = why->known.ksyms.entry_end - config->entry_start;
	}
	why->origins = loaded_map(loaded, "origins");
	why->names = loaded_map(loaded, "names");
	return STATUS_OK;
}

/* Add the calls that are new since the stack was met last. Its older calls keep the cause
 * that they had, so no total goes back if the stack's names change. The first meeting keeps
 * its use of the stack, so the stack stays. */
static void add_to_cause(struct why_source *why, const struct row *row, bool fin)
{
	uint64_t *counted = &row->stack->counted[fin];

	if (*counted)
		stack_put(row->stack);
	why->calls[row->cause][row->context] += row->count - *counted;
	*counted = row->count;
}

static int append_causes(const struct why_source *why, struct totals *totals)
{
	int error = 0;

	for (int cause = 0; cause < CAUSE_COUNT; cause++) {
		for (int context = 0; context < CONTEXT_COUNT; context++) {
			const struct row row = {
				.count = why->calls[cause][context],
				.cause = cause,
				.context = context,
			};

			if (row.count && !error)
				error = totals_append(totals, &row);
		}
	}
	return error;
}

/* Append a row for the origin, or add its calls to its cause, unless the program has yet to
 * add its first call. Returns 0 or -errno. */
static int read_origin(struct why_source *why, const struct skbclone_origin *origin,
		       struct totals *totals)
{
	struct skbclone_process process = {.start = origin->start, .tgid = origin->tgid};
	/* Of the packet, only FIN is known. */
	const struct skbclone_packet raw = {.tcp_flags = origin->fin};
	struct skbclone_name name = {{0}};
	struct row row = {.tgid = origin->tgid, .start = origin->start, .count = origin->calls};
	uint64_t addresses[SKBCLONE_FRAMES];
	int error;

	if (!row.count)
		return 0;
	if (bpf_lookup_elem(why->names, &process, &name) == 0)
		memcpy(row.comm, name.comm, sizeof(row.comm));
	memcpy(addresses, origin->stack, sizeof(addresses));
	error = origins_fill(&why->known, &row, addresses, origin->frame_count, &raw);
	if (error)
		return error;
	if (why->by_cause) {
		add_to_cause(why, &row, origin->fin);
		return 0;
	}
	error = totals_append(totals, &row);
	if (error)
		stack_put(row.stack);
	return error;
}

/* Append a row for each origin in the map. Returns 0 or -errno. */
static int read_origins(struct why_source *why, struct totals *totals)
{
	struct skbclone_origin origin;
	uint64_t hash, next;
	int error = 0;
	bool found;

	/* The program deletes no key, so the walk meets each key once. */
	found = bpf_get_first_key(why->origins, &hash, sizeof(hash)) == 0;
	while (found && !error) {
		error = bpf_lookup_elem(why->origins, &hash, &origin) < 0 ? -errno : 0;
		if (!error)
			error = read_origin(why, &origin, totals);
		found = bpf_get_next_key(why->origins, &hash, &next) == 0;
		hash = next;
	}
	return error;
}

static int compare_numbers(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

/* Compare what is shown of a caller: function and module, or the address. */
static int compare_frames(const struct frame *a, const struct frame *b)
{
	int order;

	if (!a->function || !b->function)
		return compare_numbers(a->function ? 0 : a->address, b->function ? 0 : b->address);
	order = strcmp(a->function, b->function);
	return order ? order : strcmp(a->module ? a->module : "", b->module ? b->module : "");
}

static int compare_callers(const struct stack *a, const struct stack *b)
{
	if (!a->count || !b->count)
		return compare_numbers(a->count, b->count);
	return compare_frames(&a->frames[0], &b->frames[0]);
}

/* Rows with the same cause, context, caller and process are equal: they are shown as one row. */
static int compare_rows(const struct row *a, const struct row *b)
{
	int order = strcmp(causes[a->cause].id, causes[b->cause].id);

	if (!order)
		order = compare_numbers(a->context, b->context);
	if (!order)
		order = compare_callers(a->stack, b->stack);
	if (!order)
		order = compare_numbers(a->tgid, b->tgid);
	return order ? order : compare_numbers(a->start, b->start);
}

static int compare_by_caller(const void *one, const void *two)
{
	return compare_rows(one, two);
}

static int compare_by_stack(const void *one, const void *two)
{
	const struct row *a = one, *b = two;
	int order = compare_rows(a, b);

	return order ? order : compare_numbers((uintptr_t)a->stack, (uintptr_t)b->stack);
}

static int compare_by_count(const void *one, const void *two)
{
	const struct row *a = one, *b = two;

	return a->count != b->count ? -compare_numbers(a->count, b->count) : compare_rows(a, b);
}

/* Merge equal rows, and sort by count. A row that is merged into another one is no user of its
 * stack any more. */
static void merge(struct totals *totals, int (*compare)(const void *, const void *))
{
	size_t kept = 0;

	if (totals->count == 0)
		return;
	qsort(totals->rows, totals->count, sizeof(*totals->rows), compare);
	for (size_t i = 0; i < totals->count; i++) {
		if (kept > 0 && compare(&totals->rows[kept - 1], &totals->rows[i]) == 0) {
			totals->rows[kept - 1].count += totals->rows[i].count;
			stack_put(totals->rows[i].stack);
		} else {
			totals->rows[kept++] = totals->rows[i];
		}
	}
	totals->count = kept;
	qsort(totals->rows, kept, sizeof(*totals->rows), compare_by_count);
}

static enum status why_read_totals(struct source *source, struct totals *totals)
{
	struct why_source *why = of(source);
	struct kernel_account account = counters_account(why->counters);
	int error;

	for (size_t i = 0; i < totals->count; i++)
		stack_put(totals->rows[i].stack);
	totals->count = 0;
	error = read_origins(why, totals);
	if (!error && why->by_cause)
		error = append_causes(why, totals);
	else
		merge(totals, why->by_stack ? compare_by_stack : compare_by_caller);
	if (!error)
		error = totals_append_rest(totals, account.other);
	return error ? log_failure(-error, "totals") : STATUS_OK;
}

static void why_close(struct source *source)
{
	origins_close(&of(source)->known);
	free(source);
}

static const struct source_ops why_source_ops = {
	.program = "why.c",
	.fields = FIELDS_OF_TOTALS | FIELDS_OF_WHY,
	.open = why_open,
	.connect = why_connect,
	.read_totals = why_read_totals,
	.close = why_close,
};

static struct source *new_source(bool by_stack, bool by_cause)
{
	struct why_source *why = calloc(1, sizeof(*why));

	if (!why)
		return NULL;
	why->source = (struct source){.ops = &why_source_ops, .wait_fd = -1, .idle_fd = -1};
	why->by_stack = by_stack;
	why->by_cause = by_cause;
	why->known = ORIGINS_CLOSED;
	return &why->source;
}

struct source *why_source_new(bool by_stack)
{
	return new_source(by_stack, false);
}

struct source *causes_source_new(void)
{
	return new_source(false, true);
}
