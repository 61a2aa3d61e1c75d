#include "cmd/tracing.h"

#include "base/log.h"
#include "base/number.h"
#include "cmd/version.h"
#include "program/text.h"

#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Keys of options that have no letter. */
enum { KEY_PRINT_PROGRAM = 256 };

/* 2^20 pages are 4 GiB: more than mmap(2) of a perf ring takes. */
enum { BUFFER_PAGES_MAX = 1 << 20 };

struct parsing {
	const struct tracing *tracing;
	struct tracing_options *options;
	bool seen[KEY_PRINT_PROGRAM + 1];
	bool done; /* help or version was printed */
};

static const struct argp_option common_options[] = {
	{"duration", 'd', "SECONDS", 0, "End after SECONDS", 0},
	{"max-events", 'M', "N", 0, "End after exactly N rows", 0},
	{"quiet", 'q', NULL, 0, "No banner, no summary", 0},
	{"print-program", KEY_PRINT_PROGRAM, NULL, 0,
	 "Print the BPF text that would be compiled, and exit", 0},
	{"verbose", 'v', NULL, 0, "Show the messages of libbcc and the kernel's verifier too", 0},
	{"help", 'h', NULL, 0, "Print this help", 0},
	{"version", 'V', NULL, 0, "Print the version", 0},
};

static const struct argp_option rings_option = {
	"buffer-pages", 'b', "N", 0, "Pages of each CPU's ring, a power of two", 0,
};

enum { COMMON_OPTION_COUNT = sizeof(common_options) / sizeof(common_options[0]) };

static error_t bad_value(const char *option, const char *value, const char *wanted)
{
	log_error("%s: '%s' is not %s", option, value, wanted);
	return EINVAL;
}

static error_t parse_duration(struct session_options *session, const char *value)
{
	if (number_parse_seconds(value, &session->duration_ns) == 0)
		return 0;
	return bad_value("--duration", value, "a number of seconds above 0");
}

static error_t parse_max_events(struct session_options *session, const char *value)
{
	if (number_parse(value, INT64_MAX, &session->max_events) == 0 && session->max_events > 0)
		return 0;
	return bad_value("--max-events", value, "a whole number above 0");
}

static error_t parse_buffer_pages(struct tracing_options *options, const char *value)
{
	uint64_t pages;

	if (number_parse(value, BUFFER_PAGES_MAX, &pages) == 0 && pages > 0 &&
	    (pages & (pages - 1)) == 0) {
		options->buffer_pages = pages;
		return 0;
	}
	return bad_value("--buffer-pages", value, "a power of two up to 1048576");
}

static const char *option_name(int key)
{
	for (int i = 0; i < COMMON_OPTION_COUNT; i++) {
		if (common_options[i].key == key)
			return common_options[i].name;
	}
	return rings_option.name;
}

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct parsing *parsing = state->input;
	struct tracing_options *options = parsing->options;

	if (key > 0 && key <= KEY_PRINT_PROGRAM) {
		if (parsing->seen[key]) {
			log_error("--%s: given twice", option_name(key));
			return EINVAL;
		}
		parsing->seen[key] = true;
	}
	switch (key) {
	case ARGP_KEY_INIT:
		/* getopt names a wrong option; the hint is ours to give. */
		state->err_stream = NULL;
		return 0;
	case ARGP_KEY_ARG:
		log_error("%s: a word that belongs to no option", value);
		return EINVAL;
	case ARGP_KEY_END:
		if (!state->quoted)
			return 0;
		log_error("--: the command behind it is empty");
		return EINVAL;
	case 'd':
		return parse_duration(&options->session, value);
	case 'M':
		return parse_max_events(&options->session, value);
	case 'b':
		return parse_buffer_pages(options, value);
	case 'q':
		options->session.quiet = true;
		return 0;
	case 'v':
		log_set_verbose(true);
		return 0;
	case KEY_PRINT_PROGRAM:
		options->print_program = true;
		return 0;
	case 'h':
		state->name = (char *)parsing->tracing->name;
		argp_state_help(state, stdout,
				ARGP_HELP_SHORT_USAGE | ARGP_HELP_LONG | ARGP_HELP_DOC);
		parsing->done = true;
		state->next = state->argc;
		return 0;
	case 'V':
		version_print();
		parsing->done = true;
		state->next = state->argc;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static int parse_options(struct parsing *parsing, int argc, char **argv)
{
	struct argp_option all[COMMON_OPTION_COUNT + 2] = {0};
	struct argp argp = {.options = all, .parser = parse};
	char doc[1024];
	int count = 0;

	memcpy(all, common_options, sizeof(common_options));
	count = COMMON_OPTION_COUNT;
	if (parsing->tracing->has_rings)
		all[count++] = rings_option;
	snprintf(doc, sizeof(doc), "%s\v%s", parsing->tracing->help, parsing->tracing->examples);
	argp.doc = doc;
	argv[0] = (char *)"skbclone"; /* what getopt's messages begin with */
	if (argp_parse(&argp, argc, argv, ARGP_NO_HELP | ARGP_NO_EXIT, NULL, parsing) == 0)
		return STATUS_OK;
	log_hint("%s --help lists the options", parsing->tracing->name);
	return STATUS_USAGE;
}

static int print_program(const struct tracing *tracing)
{
	char *text = text_assemble(tracing->program);
	int failed;

	if (!text) {
		log_error("memory: %s", strerror(ENOMEM));
		return STATUS_FAILED;
	}
	failed = fputs(text, stdout) == EOF || fflush(stdout) == EOF;
	free(text);
	if (failed)
		log_error("stdout: %s", strerror(errno));
	return failed ? STATUS_FAILED : STATUS_OK;
}

int tracing_run(const struct tracing *tracing, int argc, char **argv)
{
	struct tracing_options options = {.session.format = &format_table};
	struct parsing parsing = {.tracing = tracing, .options = &options};
	int status = parse_options(&parsing, argc, argv);
	struct source *source;

	if (status != STATUS_OK || parsing.done)
		return status;
	if (options.print_program)
		return print_program(tracing);
	source = tracing->new_source(&options);
	if (!source) {
		log_error("memory: %s", strerror(ENOMEM));
		return STATUS_FAILED;
	}
	return session_run(&options.session, source);
}
