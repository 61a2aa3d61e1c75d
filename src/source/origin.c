#include "source/origin.h"

#include "base/clock.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

/* An address without a name may lie in a module that was loaded meanwhile; but reading all
 * names takes tens of milliseconds. */
enum { READ_AGAIN_MS = 1000 };

/* A hash (FNV-1a) of the names and addresses of all modules: columns 1 and 6. */
static uint64_t hash_modules(FILE *modules)
{
	uint64_t hash = 0xcbf29ce484222325;
	char line[4096], name[64], address[32], used[128];

	rewind(modules);
	while (fgets(line, sizeof(line), modules)) {
		if (sscanf(line, "%63s %*s %*s %*s %*s %31s", name, address) != 2)
			continue;
		snprintf(used, sizeof(used), "%s %s", name, address);
		for (const char *at = used; *at; at++)
			hash = (hash ^ (unsigned char)*at) * 0x100000001b3;
	}
	return hash;
}

/* Once a second: has a module come or gone? Another may lie at its address. */
static void look_at_modules(struct origins *origins)
{
	uint64_t now = clock_ns(), hash;

	if (!origins->modules ||
	    now - origins->looked_ns < (uint64_t)READ_AGAIN_MS * CLOCK_NS_PER_MS)
		return;
	origins->looked_ns = now;
	hash = hash_modules(origins->modules);
	if (hash == origins->modules_hash)
		return;
	origins->modules_hash = hash;
	origins->read_ns = now;
	(void)ksyms_read(&origins->ksyms);
	stacks_distrust(&origins->stacks);
}

void origins_open(struct origins *origins, int root)
{
	int error, fd;

	*origins = ORIGINS_CLOSED;
	error = ksyms_open(&origins->ksyms, root);
	origins->has_names = !error;
	fd = error ? -1 : openat(root, "proc/modules", O_RDONLY | O_CLOEXEC);
	origins->modules = fd < 0 ? NULL : fdopen(fd, "r");
	if (origins->modules)
		origins->modules_hash = hash_modules(origins->modules);
	origins->looked_ns = clock_ns();
	origins->read_ns = clock_ns();
	if (error == -EPERM) {
		log_warning("names: the kernel hides its addresses, so causes are unknown");
		log_hint("sysctl kernel.kptr_restrict=1 shows them to root");
	} else if (error) {
		log_warning("names: /proc/kallsyms: %s; causes are unknown", strerror(-error));
	}
}

static int compare(const void *one, const void *two)
{
	return strcmp(one, two);
}

/* The same text, kept once for all frames; NULL for want of memory. */
static const char *keep(struct origins *origins, const char *text)
{
	void *node = tfind(text, &origins->strings, compare);
	char *copy;

	if (node)
		return *(char **)node;
	copy = strdup(text);
	if (copy && tsearch(copy, &origins->strings, compare))
		return copy;
	free(copy);
	return NULL;
}

/* As struct stack_names has it. A return address may lie behind the end of its function, if
 * that never returns: look up the byte before it. */
static void name_frame(void *argument, struct frame *frame)
{
	struct origins *origins = argument;
	struct symbol symbol;
	bool found = ksyms_find(&origins->ksyms, frame->address - 1, &symbol);
	uint64_t now = clock_ns();

	if (!found && origins->has_names &&
	    now - origins->read_ns > (uint64_t)READ_AGAIN_MS * CLOCK_NS_PER_MS) {
		(void)ksyms_read(&origins->ksyms);
		origins->read_ns = now;
		found = ksyms_find(&origins->ksyms, frame->address - 1, &symbol);
	}
	if (!found)
		return;
	frame->function = keep(origins, symbol.name);
	frame->module = symbol.module[0] ? keep(origins, symbol.module) : NULL;
	frame->offset = symbol.offset + 1;
}

int origins_fill(struct origins *origins, struct row *row, const uint64_t *addresses, size_t count,
		 const struct skbclone_packet *raw)
{
	const struct stack_names names = {name_frame, origins};

	look_at_modules(origins);
	row->stack = stacks_get(&origins->stacks, &names, addresses, count);
	if (!row->stack)
		return -ENOMEM;
	row->context = row->stack->context;
	row->cause = cause_with_fin(row->stack->cause, raw && packet_has_fin(raw));
	if (raw)
		packet_decode(&row->packet, raw, &causes[row->cause]);
	return 0;
}

void origins_close(struct origins *origins)
{
	stacks_release(&origins->stacks);
	tdestroy(origins->strings, free);
	ksyms_close(&origins->ksyms);
	if (origins->modules)
		fclose(origins->modules);
	*origins = ORIGINS_CLOSED;
}
