#include "base/language.h"
#include "cmd/options.h"
#include "event/causes.h"

#include <stdio.h>

static struct source *new_source(const struct options *options)
{
	return options->session.format->is_metrics ? causes_source_new()
						   : why_source_new(options->session.stack);
}

static void print_functions(enum cause_id cause)
{
	const struct cause_function *entry = NULL;
	char text[CAUSE_FUNCTION_SIZE];
	bool printed = false;

	while ((entry = cause_next_function(cause, entry))) {
		cause_function_text(entry, text);
		printf("%s%s", printed ? " " : "  ", text);
		printed = true;
	}
	if (printed)
		putchar('\n');
}

/* For each cause a line, `ID CLASS SENTENCE`, and its functions below. */
static int list_causes(void)
{
	for (int i = 0; i < CAUSE_COUNT; i++) {
		printf("%-21s %-9s %s\n", causes[i].id, cause_class_name(causes[i].class),
		       _(causes[i].sentence));
		print_functions(i);
	}
	return STATUS_OK;
}

static int run(const struct subcommand *subcommand, const struct options *options)
{
	return options->list_causes ? list_causes() : tracing_run(subcommand, options);
}

const struct subcommand subcommand_why = {
	.name = "why",
	.bit = WHY,
	.summary = N_("only the totals per cause, added up in the kernel"),
	.help = N_("Count the calls of skb_clone() by cause, context and process, in the kernel, "
		   "and explain each cause at the end: why did the kernel clone a packet there?"),
	.examples = N_("Examples:\n"
		       "  skbclone why -d 10                   why in 10 s, and for whom\n"
		       "  skbclone why -- curl -sO http://...  why for curl and what it starts\n"
		       "  skbclone why -s -i 5                 with stacks, every 5 s\n"),
	.run = run,
	.new_source = new_source,
};
