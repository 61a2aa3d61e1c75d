/* The part of options.h that parses a command line, with argp(3). help.c prints the help. */
#include "base/array.h"
#include "base/language.h"
#include "base/log.h"
#include "cmd/options.h"

#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_MAX = 64 };

struct parsing {
	const struct subcommand *subcommand;
	struct options *options;
	const struct option_entry *seen[OPTIONS_MAX]; /* in the order of the command line */
	size_t seen_count;
	int next;         /* the word where getopt(3) goes on, or which it refused */
	const char *hint; /* to wrong usage; NULL: --help */
};

void options_print_version(void)
{
	puts("skbclone " SKBCLONE_VERSION);
}

static bool is_traced(const struct parsing *parsing)
{
	return parsing->subcommand->bit & TRACING;
}

static error_t parse_word(const struct parsing *parsing, struct argp_state *state, const char *word)
{
	if (!is_traced(parsing)) {
		log_error("unexpected argument '%s'", word);
		return EINVAL;
	}
	if (!state->quoted) {
		log_error("unexpected argument '%s'; put the command after --", word);
		return EINVAL;
	}
	parsing->options->session.command = &state->argv[state->next - 1];
	state->next = state->argc;
	if (word[0])
		return 0;
	log_error("the command after -- has an empty name");
	return EINVAL;
}

static bool was_seen(const struct parsing *parsing, int key)
{
	for (size_t i = 0; i < parsing->seen_count; i++) {
		if (parsing->seen[i]->key == key)
			return true;
	}
	return false;
}

static const struct option_entry *find_entry(const struct parsing *parsing, int key)
{
	const struct option_entry *entry = option_entries;

	while (entry->name &&
	       (entry->key != key || !(entry->subcommands & parsing->subcommand->bit)))
		entry++;
	return entry->name ? entry : NULL;
}

/* What the format needs of the other options, and what it has no room for. */
static error_t check_format(struct parsing *parsing)
{
	const struct session_options *session = &parsing->options->session;
	const struct format *format = session->format;
	const char *replaced =
		N_("FILE is replaced every SECONDS, for a collector: -i 15 -o FILE.prom");
	const char *unbounded =
		N_("each process or stack would be a series of its own; use -f json");
	const struct {
		bool is_broken;
		bool is_needed; /* false: there is no room for it */
		const char *option;
		const char *hint;
	} rules[] = {
		{format->needs & FIELDS_OF_STACKS && !session->stack, true, "stack", NULL},
		{format->needs & FIELDS_OF_INTERVALS && !session->interval_ns, true, "interval",
		 replaced},
		{format->is_metrics && !session->output, true, "output", replaced},
		{format->is_metrics && session->stack, false, "stack", unbounded},
		{format->is_metrics && session->filter.per_process, false, "per-process",
		 unbounded},
	};
	size_t i = 0;

	while (i < ARRAY_SIZE(rules) && !rules[i].is_broken)
		i++;
	if (i == ARRAY_SIZE(rules))
		return 0;
	if (rules[i].is_needed)
		log_error("--format %s needs --%s", format->name, rules[i].option);
	else
		log_error("--format %s has no room for --%s", format->name, rules[i].option);
	parsing->hint = rules[i].hint;
	return EINVAL;
}

/* Rules that concern more than one option. */
static error_t check_together(struct parsing *parsing, const struct argp_state *state)
{
	const struct session_options *session = &parsing->options->session;
	char *const *command = session->command;

	if (state->quoted && is_traced(parsing) && !command) {
		log_error("the command after -- is empty");
		return EINVAL;
	}
	for (size_t i = 0; i < parsing->seen_count; i++) {
		const struct option_entry *entry = parsing->seen[i];

		if (entry->needs == NEEDS_COMMAND && !command) {
			log_error("--%s needs a command after --", entry->name);
			return EINVAL;
		}
		if (entry->needs > 0 && !was_seen(parsing, entry->needs)) {
			log_error("--%s needs --%s", entry->name,
				  find_entry(parsing, entry->needs)->name);
			return EINVAL;
		}
	}
	return check_format(parsing);
}

static error_t parse_option(struct parsing *parsing, const struct option_entry *entry,
			    const char *value, struct argp_state *state)
{
	parsing->next = state->next;
	if (was_seen(parsing, entry->key)) {
		log_error("--%s is given twice", entry->name);
		return EINVAL;
	}
	parsing->seen[parsing->seen_count++] = entry;
	if (!entry->parse(entry, (char *)parsing->options + entry->to, value)) {
		log_error("--%s: expected %s, got '%s'", entry->name, _(entry->expected), value);
		return EINVAL;
	}
	if (!parsing->options->done)
		return 0;
	if (entry->key == 'V')
		options_print_version();
	else
		options_print_help(parsing->subcommand);
	return ECANCELED; /* the rest of the command line is ignored */
}

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct parsing *parsing = state->input;
	const struct option_entry *entry;

	if (key == ARGP_KEY_INIT) {
		/* getopt reports a wrong option; our own hint replaces argp's. */
		state->err_stream = NULL;
		return 0;
	}
	if (key == ARGP_KEY_ARG)
		return parse_word(parsing, state, value);
	if (key == ARGP_KEY_END)
		return check_together(parsing, state);
	entry = find_entry(parsing, key);
	return entry ? parse_option(parsing, entry, value, state) : ARGP_ERR_UNKNOWN;
}

/* Set the values that depend on more than one option. */
static void settle(const struct subcommand *subcommand, struct options *options)
{
	struct session_options *session = &options->session;

	session->filter.tree = session->command && !options->all;
	if (subcommand->bit & PERF_OUTPUT && session->format->adds & FIELDS_OF_WHY)
		session->why = true;
	if (subcommand->bit & (COUNT | WHY))
		session->filter.per_process = !session->format->is_metrics;
	log_set_verbose(options->verbose);
	log_set_quiet(session->quiet);
	log_set_color(session->color);
}

/* The subcommand's options, in argp's form. */
static void list_options(const struct subcommand *subcommand, struct argp_option *list)
{
	for (const struct option_entry *entry = option_entries; entry->name; entry++) {
		if (entry->subcommands & subcommand->bit)
			*list++ = (struct argp_option){
				.name = entry->name, .key = entry->key, .arg = entry->argument};
	}
	*list = (struct argp_option){0};
}

/* Is this word of the command line the option? */
static bool is_option(const char *word, const struct option_entry *entry)
{
	if (strncmp(word, "--", 2) == 0)
		return strcmp(word + 2, entry->name) == 0;
	return word[0] == '-' && option_has_letter(entry) && strchr(word + 1, entry->key);
}

/* After wrong usage. trace-fields is told why it lacks an option.
 * refused: the word that getopt(3) refused; NULL: the mistake was another one. */
static void print_hint(const struct parsing *parsing, const char *refused)
{
	const struct option_entry *entry = option_entries;

	while (entry->name && !(entry->no_room && refused && is_option(refused, entry)))
		entry++;
	if (entry->name && parsing->subcommand->bit == TRACE_FIELDS)
		log_hint("%s", _(entry->no_room));
	else if (parsing->hint)
		log_hint("%s", _(parsing->hint));
	else
		log_hint("skbclone %s --help lists the options", parsing->subcommand->name);
}

/* As argp_parse(3). getopt(3) repeats words of the command line, which are foreign text, so its
 * message is logged, and escaped. It goes to `stderr`, which is a variable in glibc. */
static enum status parse_words(const struct argp *argp, int argc, char **argv,
			       struct parsing *parsing)
{
	FILE *const kept = stderr;
	char *message = NULL;
	size_t length = 0;
	error_t error;

	stderr = open_memstream(&message, &length);
	if (!stderr) {
		stderr = kept;
		return log_failure(ENOMEM, "memory");
	}
	error = argp_parse(argp, argc, argv, ARGP_NO_HELP | ARGP_NO_EXIT | ARGP_IN_ORDER, NULL,
			   parsing);
	fclose(stderr);
	stderr = kept;
	if (length > 0) {
		message[length - 1] = '\0'; /* the newline */
		(void)log_plain(message);
	}
	free(message);
	if (!error || parsing->options->done)
		return STATUS_OK;
	print_hint(parsing, length > 0 ? argv[parsing->next] : NULL);
	return STATUS_USAGE;
}

enum status options_parse(struct options *options, const struct subcommand *subcommand, int argc,
			  char **argv)
{
	struct argp_option list[OPTIONS_MAX];
	struct parsing parsing = {.subcommand = subcommand, .options = options, .next = 1};
	enum status status;
	const struct argp argp = {.options = list, .parser = parse};

	*options = (struct options){.session = {.format = format_find("table"),
						.way = WAY_CHOOSE,
						.subcommand = subcommand->name,
						.arguments = argv + 1}};
	list_options(subcommand, list);
	argv[0] = (char *)"skbclone"; /* the prefix of getopt's messages */
	status = parse_words(&argp, argc, argv, &parsing);
	if (status == STATUS_OK)
		settle(subcommand, options);
	return status;
}
