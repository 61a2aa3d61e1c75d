#include "capture/totals.h"

#include <bcc/libbpf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int append(struct totals *totals, const struct total *total)
{
	if (totals->count == totals->room) {
		size_t room = totals->room ? 2 * totals->room : 64;
		struct total *list = realloc(totals->list, room * sizeof(*list));

		if (!list)
			return -ENOMEM;
		totals->list = list;
		totals->room = room;
	}
	totals->list[totals->count++] = *total;
	return 0;
}

/* A process of the maps. calls: room for a value of each CPU. */
static int read_total(struct total *total, const struct totals_maps *maps,
		      struct skbclone_process *process, uint64_t *calls)
{
	struct skbclone_name name = {{0}};

	*total = (struct total){.tgid = process->tgid};
	if (bpf_lookup_elem(maps->processes, process, calls) < 0)
		return -errno;
	for (uint32_t cpu = 0; cpu < maps->cpu_count; cpu++)
		total->count += calls[cpu];
	/* Its name is missing for the moment between the two insertions. */
	if (bpf_lookup_elem(maps->names, process, &name) == 0)
		memcpy(total->comm, name.comm, sizeof(total->comm));
	return 0;
}

static int compare(const void *one, const void *two)
{
	const struct total *a = one, *b = two;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return a->tgid < b->tgid ? -1 : a->tgid > b->tgid;
}

int totals_read(struct totals *totals, const struct totals_maps *maps, uint64_t other)
{
	uint64_t *calls = calloc(maps->cpu_count, sizeof(*calls));
	struct skbclone_process process, next;
	int error = calls ? 0 : -ENOMEM;
	bool found;

	totals->count = 0;
	/* No key is deleted while we walk, so the walk meets each once. */
	found = !error && bpf_get_first_key(maps->processes, &process, sizeof(process)) == 0;
	while (found && !error) {
		struct total total;

		error = read_total(&total, maps, &process, calls);
		if (!error && total.count > 0)
			error = append(totals, &total);
		found = bpf_get_next_key(maps->processes, &process, &next) == 0;
		process = next;
	}
	free(calls);
	if (totals->count > 1)
		qsort(totals->list, totals->count, sizeof(*totals->list), compare);
	if (!error && other > 0)
		error = append(totals, &(struct total){.count = other, .other = true});
	return error;
}

void totals_release(struct totals *totals)
{
	free(totals->list);
	*totals = (struct totals){0};
}
