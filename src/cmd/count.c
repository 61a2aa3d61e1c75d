#include "base/language.h"
#include "cmd/command.h"
#include "cmd/tracing.h"

static struct source *new_source(const struct tracing_options *options)
{
	(void)options;
	return count_source_new();
}

static int run(int argc, char **argv)
{
	static const struct tracing tracing = {
		.kind = TRACING_COUNT,
		.name = "skbclone count",
		.help = N_(
			"Count the calls of skb_clone() of each process, in the kernel, and show "
			"the totals at the end: the lightest way, no event leaves the kernel."),
		.examples =
			N_("Examples:\n"
			   "  skbclone count -d 10                   who called how often in 10 s\n"
			   "  skbclone count -i 1                    every second, until Ctrl-C\n"
			   "  skbclone count -- curl -sO http://...  curl and what it starts\n"),
		.program = "count.c",
		.new_source = new_source,
	};

	return tracing_run(&tracing, argc, argv);
}

const struct command command_count = {
	.name = "count",
	.summary = N_("only the totals of each process, added up in the kernel"),
	.run = run,
};
