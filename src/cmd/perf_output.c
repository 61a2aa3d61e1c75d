#include "base/language.h"
#include "cmd/options.h"

static struct source *new_source(const struct options *options)
{
	return perf_source_new(options->buffer_pages,
			       options->session.why || options->session.stack,
			       !options->session.format->at_end);
}

const struct subcommand subcommand_perf_output = {
	.name = "perf-output",
	.bit = PERF_OUTPUT,
	.summary = N_("each call, by BPF_PERF_OUTPUT and perf rings"),
	.help = N_("Show each call of skb_clone() by BPF_PERF_OUTPUT and perf rings, "
		   "variant 2 of the lab. TIME(s) is counted from the first row."),
	.examples = N_("Examples:\n"
		       "  skbclone perf-output                         until Ctrl-C\n"
		       "  skbclone perf-output -- curl -sO http://...  curl and what it starts\n"
		       "  skbclone perf-output -P -f csv -o calls.csv  each process on its own\n"),
	.run = tracing_run,
	.new_source = new_source,
};
