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
		.name = "skbclone trace-fields",
		.help = "Show each call of skb_clone() by bpf_trace_printk() and trace_pipe, "
			"variant 1 of "
			"the lab. TIME(s) is the clock of the trace (CLOCK_MONOTONIC).",
		.examples =
			"Examples:\n"
			"  skbclone trace-fields             until Ctrl-C\n"
			"  skbclone trace-fields -d 10       for ten seconds\n"
			"  skbclone trace-fields -M 100 -q   a hundred rows, and nothing else\n",
		.program = "trace_fields.c",
		.new_source = new_source,
	};

	return tracing_run(&tracing, argc, argv);
}

const struct command command_trace_fields = {
	.name = "trace-fields",
	.summary = "each call, by bpf_trace_printk() and trace_pipe",
	.run = run,
};
