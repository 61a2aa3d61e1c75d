#include "base/language.h"
#include "cmd/options.h"

static struct source *new_source(const struct options *options)
{
	return options->session.format->is_metrics ? comms_source_new() : count_source_new();
}

const struct subcommand subcommand_count = {
	.name = "count",
	.bit = COUNT,
	.summary = N_("only the totals of each process, added up in the kernel"),
	.help = N_("Count the calls of skb_clone() of each process, in the kernel, and show "
		   "the totals at the end: the lightest way, no event leaves the kernel."),
	.examples = N_("Examples:\n"
		       "  skbclone count -d 10                   who called how often in 10 s\n"
		       "  skbclone count -i 1                    every second, until Ctrl-C\n"
		       "  skbclone count -- curl -sO http://...  curl and what it starts\n"),
	.run = tracing_run,
	.new_source = new_source,
};
