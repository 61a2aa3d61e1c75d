#include "base/language.h"
#include "base/log.h"
#include "base/number.h"
#include "cmd/help.h"
#include "cmd/tracing.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Keys of options that have no letter. */
enum { KEY_FORCE = 256, KEY_STRICT, KEY_NO_CACHE, KEY_PRINT_PROGRAM, KEY_END };

/* 2^20 pages are 4 GiB: more than mmap(2) of a perf ring takes. */
enum { BUFFER_PAGES_MAX = 1 << 20 };

struct parsing {
	const struct tracing *tracing;
	struct tracing_options *options;
	bool seen[KEY_END];
};

/* In the order of the help, and who has them. */
static const struct {
	struct argp_option option;
	unsigned kinds;
} all_options[] = {
	{{"pid", 'p', "PID", 0, N_("Only this process; the run ends when it does"), 0},
	 TRACING_ANY},
	{{"comm", 'n', "NAME", 0, N_("Only threads of exactly this name (1 to 15 bytes)"), 0},
	 TRACING_ANY},
	{{"per-process", 'P', NULL, 0, N_("COUNT counts each process on its own"), 0}, TRACING_ANY},
	{{"all", 'a', NULL, 0, N_("With COMMAND: every process, not only COMMAND's tree"), 0},
	 TRACING_ANY},
	{{"user", 'u', "USER", 0,
	  N_("Run COMMAND as USER (default: who called sudo, else the caller)"), 0},
	 TRACING_ANY},
	{{"duration", 'd', "SECONDS", 0, N_("End after SECONDS"), 0}, TRACING_ANY},
	{{"max-events", 'M', "N", 0, N_("End after exactly N rows"), 0},
	 TRACING_TRACE_FIELDS | TRACING_PERF_OUTPUT},
	{{"interval", 'i', "SECONDS", 0, N_("Show the totals since the start every SECONDS"), 0},
	 TRACING_COUNT},
	{{"format", 'f', "FORMAT", 0, N_("table (default), json (an object a line) or csv"), 0},
	 TRACING_ANY},
	{{"output", 'o', "FILE", 0,
	  N_("Write the rows to FILE, which must not exist ('-': stdout)"), 0},
	 TRACING_ANY},
	{{"force", KEY_FORCE, NULL, 0, N_("Overwrite FILE"), 0}, TRACING_ANY},
	{{"buffer-pages", 'b', "N", 0, N_("Pages of each CPU's ring, a power of two"), 0},
	 TRACING_PERF_OUTPUT},
	{{"strict", KEY_STRICT, NULL, 0, N_("Status 5 if a single call was lost"), 0}, TRACING_ANY},
	{{"no-cache", KEY_NO_CACHE, NULL, 0, N_("Compile anew, and leave the cache alone"), 0},
	 TRACING_ANY},
	{{"print-program", KEY_PRINT_PROGRAM, NULL, 0,
	  N_("Print the BPF text that would be compiled, and exit"), 0},
	 TRACING_ANY},
	{{"quiet", 'q', NULL, 0, N_("No banner, no summary"), 0}, TRACING_ANY},
	{{"verbose", 'v', NULL, 0, N_("Show the messages of libbcc and the kernel's verifier too"),
	  0},
	 TRACING_ANY},
	{{"help", 'h', NULL, 0, N_("Print this help"), 0}, TRACING_ANY},
	{{"version", 'V', NULL, 0, N_("Print the version"), 0}, TRACING_ANY},
};

enum { OPTION_COUNT = sizeof(all_options) / sizeof(all_options[0]) };

static const char *option_name(int key)
{
	int i = 0;

	while (all_options[i].option.key != key)
		i++;
	return all_options[i].option.name;
}

static error_t bad_value(int key, const char *value, const char *wanted)
{
	log_error("--%s: '%s' is not %s", option_name(key), value, _(wanted));
	return EINVAL;
}

static error_t parse_seconds(int key, const char *value, uint64_t *ns)
{
	if (number_parse_seconds(value, ns) == 0)
		return 0;
	return bad_value(key, value, N_("a number of seconds above 0"));
}

static error_t parse_number(int key, const char *value, uint64_t max, uint64_t *number)
{
	if (number_parse(value, max, number) == 0 && *number > 0)
		return 0;
	return bad_value(key, value, N_("a whole number above 0, or too large"));
}

static error_t parse_pages(int key, const char *value, uint64_t *pages)
{
	if (number_parse(value, BUFFER_PAGES_MAX, pages) == 0 && *pages > 0 &&
	    (*pages & (*pages - 1)) == 0)
		return 0;
	return bad_value(key, value, N_("a power of two up to 1048576"));
}

static error_t parse_comm(int key, const char *value, const char **comm)
{
	size_t length = strlen(value);

	*comm = value;
	if (length > 0 && length < SKBCLONE_COMM_SIZE)
		return 0;
	return bad_value(key, value, N_("a thread's name, which has 1 to 15 bytes"));
}

static error_t parse_format(int key, const char *value, const struct format **format)
{
	*format = format_find(value);
	return *format ? 0 : bad_value(key, value, N_("table, json or csv"));
}

static error_t parse_text(int key, const char *value, const char **text)
{
	*text = value;
	return value[0] ? 0 : bad_value(key, value, N_("a name"));
}

static error_t parse_word(struct session_options *session, struct argp_state *state,
			  const char *word)
{
	if (!state->quoted) {
		log_error("%s: a word that belongs to no option; a command stands behind --", word);
		return EINVAL;
	}
	session->command = &state->argv[state->next - 1];
	state->next = state->argc;
	if (word[0])
		return 0;
	log_error("--: the command's name is empty");
	return EINVAL;
}

/* Rules that concern more than one option. */
static error_t check_together(const struct parsing *parsing, const struct argp_state *state)
{
	const struct session_options *session = &parsing->options->session;

	if (state->quoted && !session->command) {
		log_error("--: the command behind it is empty");
		return EINVAL;
	}
	for (const char *key = "au"; *key && !session->command; key++) {
		if (parsing->seen[(int)*key]) {
			log_error("--%s: goes with a command behind --", option_name(*key));
			return EINVAL;
		}
	}
	if (parsing->seen[KEY_FORCE] && !parsing->seen['o']) {
		log_error("--force: goes with --output");
		return EINVAL;
	}
	return 0;
}

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	struct parsing *parsing = state->input;
	struct tracing_options *options = parsing->options;
	struct session_options *session = &options->session;
	uint64_t number = 0;
	error_t error = 0;

	switch (key) {
	case 'p':
		error = parse_number(key, value, INT32_MAX, &number);
		session->match.tgid = number;
		return error;
	case 'n':
		return parse_comm(key, value, &session->match.comm);
	case 'P':
		session->match.per_process = true;
		return 0;
	case 'a':
		options->all = true;
		return 0;
	case 'u':
		return parse_text(key, value, &session->user);
	case 'd':
		return parse_seconds(key, value, &session->duration_ns);
	case 'M':
		return parse_number(key, value, INT64_MAX, &session->max_events);
	case 'i':
		return parse_seconds(key, value, &session->interval_ns);
	case 'f':
		return parse_format(key, value, &session->format);
	case 'o':
		return parse_text(key, value, &session->output);
	case KEY_FORCE:
		session->force = true;
		return 0;
	case 'b':
		return parse_pages(key, value, &options->buffer_pages);
	case KEY_STRICT:
		session->strict = true;
		return 0;
	case KEY_NO_CACHE:
		session->no_cache = true;
		return 0;
	case KEY_PRINT_PROGRAM:
		options->print_program = true;
		return 0;
	case 'q':
		session->quiet = true;
		return 0;
	case 'v':
		log_set_verbose(true);
		return 0;
	case 'h':
	case 'V':
		options->done = true;
		return help_answer(key, state, parsing->tracing->name);
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct parsing *parsing = state->input;

	if (key == ARGP_KEY_INIT) {
		/* getopt names a wrong option; the hint is ours to give. */
		state->err_stream = NULL;
		return 0;
	}
	if (key == ARGP_KEY_ARG)
		return parse_word(&parsing->options->session, state, value);
	if (key == ARGP_KEY_END)
		return check_together(parsing, state);
	if (key <= 0 || key >= KEY_END)
		return ARGP_ERR_UNKNOWN;
	if (parsing->seen[key]) {
		log_error("--%s: given twice", option_name(key));
		return EINVAL;
	}
	parsing->seen[key] = true;
	return parse_option(key, value, state);
}

static void settle(const struct tracing *tracing, struct tracing_options *options)
{
	struct session_options *session = &options->session;

	if (session->output && strcmp(session->output, "-") == 0)
		session->output = NULL;
	session->match.tree = session->command && !options->all;
	if (tracing->kind == TRACING_COUNT)
		session->match.per_process = true;
}

enum status tracing_parse(const struct tracing *tracing, struct tracing_options *options, int argc,
			  char **argv)
{
	struct argp_option list[OPTION_COUNT + 1] = {0};
	struct parsing parsing = {.tracing = tracing, .options = options};
	char doc[1024];
	const struct argp argp = {list, parse, N_("[-- COMMAND [ARG...]]"), doc, NULL, NULL, NULL};
	int count = 0;

	*options = (struct tracing_options){.session.format = format_find("table")};
	for (int i = 0; i < OPTION_COUNT; i++) {
		if (all_options[i].kinds & tracing->kind)
			list[count++] = all_options[i].option;
	}
	snprintf(doc, sizeof(doc), "%s\v%s", _(tracing->help), _(tracing->examples));
	argv[0] = (char *)"skbclone"; /* what getopt's messages begin with */
	if (argp_parse(&argp, argc, argv, ARGP_NO_HELP | ARGP_NO_EXIT | ARGP_IN_ORDER, NULL,
		       &parsing) != 0 &&
	    !options->done) {
		log_hint("%s --help lists the options", tracing->name);
		return STATUS_USAGE;
	}
	settle(tracing, options);
	return STATUS_OK;
}
