#include "cmd/plain.h"

#include "base/language.h"
#include "base/log.h"
#include "cmd/help.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct parsing {
	const struct plain *plain;
	struct plain_options *options;
	bool format_seen;
};

static error_t parse_format(struct parsing *parsing, const char *value)
{
	if (parsing->format_seen) {
		log_error("--format: given twice");
		return EINVAL;
	}
	parsing->format_seen = true;
	parsing->options->json = strcmp(value, "json") == 0;
	if (parsing->options->json || strcmp(value, "table") == 0)
		return 0;
	log_error("--format: '%s' is not table or json", value);
	return EINVAL;
}

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct parsing *parsing = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		/* getopt names a wrong option; the hint is ours to give. */
		state->err_stream = NULL;
		return 0;
	case 'f':
		return parse_format(parsing, value);
	case 'h':
	case 'V':
		parsing->options->done = true;
		return help_answer(key, state, parsing->plain->name);
	case ARGP_KEY_ARG:
		log_error("%s: a word that belongs to no option", value);
		return EINVAL;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

enum status plain_parse(const struct plain *plain, struct plain_options *options, int argc,
			char **argv)
{
	static const struct argp_option list[] = {
		{"format", 'f', "FORMAT", 0, N_("table (default) or json (an object a line)"), 0},
		{"help", 'h', NULL, 0, N_("Print this help"), 0},
		{"version", 'V', NULL, 0, N_("Print the version"), 0},
		{NULL, 0, NULL, 0, NULL, 0},
	};
	struct parsing parsing = {.plain = plain, .options = options};
	char doc[1024];
	const struct argp argp = {
		plain->has_format ? list : list + 1, parse, "", doc, NULL, NULL, NULL};

	*options = (struct plain_options){0};
	snprintf(doc, sizeof(doc), "%s\v%s", _(plain->help), _(plain->examples));
	argv[0] = (char *)"skbclone"; /* what getopt's messages begin with */
	if (argp_parse(&argp, argc, argv, ARGP_NO_HELP | ARGP_NO_EXIT | ARGP_IN_ORDER, NULL,
		       &parsing) == 0 ||
	    options->done)
		return STATUS_OK;
	log_hint("%s --help lists the options", plain->name);
	return STATUS_USAGE;
}
