#include "base/language.h"
#include "cmd/command.h"
#include "cmd/tracing.h"

static struct source *new_source(const struct tracing_options *options)
{
	return perf_source_new(options->buffer_pages);
}

static int run(int argc, char **argv)
{
	static const struct tracing tracing = {
		.kind = TRACING_PERF_OUTPUT,
		.name = "skbclone perf-output",
		.help = N_("Show each call of skb_clone() by BPF_PERF_OUTPUT and perf rings, "
			   "variant 2 of the lab. TIME(s) is counted from the first row."),
		.examples = N_(
			"Examples:\n"
			"  skbclone perf-output                         until Ctrl-C\n"
			"  skbclone perf-output -- curl -sO http://...  curl and what it starts\n"
			"  skbclone perf-output -P -f csv -o calls.csv  each process on its own\n"),
		.program = "perf_output.c",
		.new_source = new_source,
	};

	return tracing_run(&tracing, argc, argv);
}

const struct command command_perf_output = {
	.name = "perf-output",
	.summary = N_("each call, by BPF_PERF_OUTPUT and perf rings"),
	.run = run,
};
