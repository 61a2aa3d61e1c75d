#include "base/language.h"
#include "cmd/command.h"
#include "cmd/tracing.h"

static struct source *new_source(const struct tracing_options *options)
{
	(void)options;
	return trace_source_new();
}

static int run(int argc, char **argv)
{
	static const struct tracing tracing = {
		.kind = TRACING_TRACE_FIELDS,
		.name = "skbclone trace-fields",
		.help = N_("Show each call of skb_clone() by bpf_trace_printk() and trace_pipe, "
			   "variant 1 of the lab. TIME(s) is the clock of the trace "
			   "(CLOCK_MONOTONIC)."),
		.examples = N_(
			"Examples:\n"
			"  skbclone trace-fields                         until Ctrl-C\n"
			"  skbclone trace-fields -- curl -sO http://...  curl and what it starts\n"
			"  skbclone trace-fields -n curl -M 100          a hundred calls by "
			"curl\n"),
		.program = "trace_fields.c",
		.new_source = new_source,
	};

	return tracing_run(&tracing, argc, argv);
}

const struct command command_trace_fields = {
	.name = "trace-fields",
	.summary = N_("each call, by bpf_trace_printk() and trace_pipe"),
	.run = run,
};
