#include "source/origin.h"

#include "base/clock.h"
#include "base/log.h"

#include <errno.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

/* An address without a name may lie in a module that was loaded meanwhile; but reading all
 * names takes tens of milliseconds. */
enum { READ_AGAIN_MS = 1000 };

void origins_open(struct origins *origins, int root)
{
	int error;

	*origins = ORIGINS_CLOSED;
	error = ksyms_open(&origins->ksyms, root);
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

	if (!found && origins->ksyms.count &&
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
	*origins = ORIGINS_CLOSED;
}
