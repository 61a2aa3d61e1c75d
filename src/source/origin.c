#include "source/origin.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

/* /proc/modules is read again after this time, or when an address has no name. */
enum { LOOK_AGAIN_MS = 1000 };

/* A hash of the names and addresses of all modules: columns 1 and 6 of /proc/modules. */
static uint64_t hash_modules(FILE *modules)
{
	uint64_t hash = HASH_START;
	char line[4096], name[64], address[32], used[128];

	rewind(modules);
	while (fgets(line, sizeof(line), modules)) {
		if (sscanf(line, "%63s %*s %*s %*s %*s %31s", name, address) != 2)
			continue;
		snprintf(used, sizeof(used), "%s %s", name, address);
		hash = hash_more(hash, used, strlen(used));
	}
	return hash;
}

/* If a module was loaded or unloaded, read the names again: an address may now belong to another
 * function. */
static void look_at_modules(struct origins *origins)
{
	uint64_t hash;

	origins->looked_ns = clock_ns();
	hash = origins->modules ? hash_modules(origins->modules) : 0;
	if (hash == origins->modules_hash)
		return;
	origins->modules_hash = hash;
	(void)ksyms_read(&origins->ksyms);
	stacks_distrust(&origins->stacks);
}

void origins_open(struct origins *origins, int root)
{
	int error, fd = openat(root, "proc/modules", O_RDONLY | O_CLOEXEC);

	*origins = ORIGINS_CLOSED;
	origins->modules = fd < 0 ? NULL : fdopen(fd, "r");
	/* Before the names are read. So a module that is loaded in between is noticed later. */
	origins->modules_hash = origins->modules ? hash_modules(origins->modules) : 0;
	origins->looked_ns = clock_ns();
	error = ksyms_open(&origins->ksyms, root);
	if (error == -EPERM) {
		log_warning("names: the kernel hides its addresses, so causes are unknown");
		log_hint("sysctl kernel.kptr_restrict=1 shows them to root");
	} else if (error) {
		log_warning("names: /proc/kallsyms: %s; causes are unknown", strerror(-error));
	}
}

void origins_attach(struct origins *origins, enum way way)
{
	/* Measured on 6.1: the BPF program and the trampoline come first. */
	origins->own_place = way == WAY_FENTRY ? 2 : 0;
}

static int compare(const void *one, const void *two)
{
	return strcmp(one, two);
}

/* Intern a text for all frames. Returns NULL if there is no memory. */
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

/* The names of one stack. */
struct naming {
	struct origins *origins;
	bool has_looked; /* at the modules: once is enough for all frames */
};

/* For struct stack_names. If a call never returns, its return address may lie behind the end of the
 * function that made it. So look up the byte before the address. */
static void name_frame(void *argument, struct frame *frame)
{
	struct naming *naming = argument;
	struct origins *origins = naming->origins;
	struct symbol symbol;
	bool is_found = ksyms_find(&origins->ksyms, frame->address - 1, &symbol);

	/* Its module may be new. If the kernel hides all names, a look cannot help. */
	if (!is_found && !naming->has_looked && origins->ksyms.count > 0) {
		naming->has_looked = true;
		look_at_modules(origins);
		is_found = ksyms_find(&origins->ksyms, frame->address - 1, &symbol);
	}
	if (!is_found)
		return;
	frame->function = keep(origins, symbol.name);
	frame->module = symbol.module[0] ? keep(origins, symbol.module) : NULL;
	frame->offset = symbol.offset + 1;
}

int origins_fill(struct origins *origins, struct row *row, const uint64_t *addresses, size_t count,
		 const struct skbclone_packet *raw)
{
	const uint64_t age_ns = clock_ns() - origins->looked_ns;
	struct naming naming = {origins, age_ns > (uint64_t)LOOK_AGAIN_MS * CLOCK_NS_PER_MS};
	const struct stack_names names = {name_frame, &naming, origins->own_place};

	if (naming.has_looked)
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
