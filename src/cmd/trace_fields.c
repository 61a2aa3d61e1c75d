#include "base/language.h"
#include "cmd/options.h"

static struct source *new_source(const struct options *options)
{
	(void)options;
	return trace_source_new();
}

const struct subcommand subcommand_trace_fields = {
	.name = "trace-fields",
	.bit = TRACE_FIELDS,
	.summary = N_("each call, by bpf_trace_printk() and trace_pipe"),
	.help = N_("Show each call of skb_clone() by bpf_trace_printk() and trace_pipe, "
		   "variant 1 of the lab. TIME(s) is the clock of the trace "
		   "(CLOCK_MONOTONIC)."),
	.examples = N_("Examples:\n"
		       "  skbclone trace-fields                         until Ctrl-C\n"
		       "  skbclone trace-fields -- curl -sO http://...  curl and what it starts\n"
		       "  skbclone trace-fields -n curl -M 100          a hundred calls by "
		       "curl\n"),
	.run = tracing_run,
	.new_source = new_source,
};
