#include "cmd/options.h"

#include "base/language.h"
#include "base/number.h"

#include <string.h>

/* Keys of options that have no letter. */
enum {
	KEY_FORCE = 256,
	KEY_STRICT,
	KEY_NO_CACHE,
	KEY_PRINT_PROGRAM,
	KEY_LIST_CAUSES,
	KEY_COLOR,
	KEY_PROBE
};

/* 2^20 pages are 4 GiB: more than mmap(2) of a perf ring takes. */
enum { BUFFER_PAGES_MAX = 1 << 20 };

static bool parse_flag(const struct option_entry *entry, void *to, const char *value)
{
	(void)entry;
	(void)value;
	*(bool *)to = true;
	return true;
}

static bool parse_seconds(const struct option_entry *entry, void *to, const char *value)
{
	(void)entry;
	return number_parse_seconds(value, to) == 0;
}

static bool parse_from_1(const char *value, uint64_t max, uint64_t *number)
{
	return number_parse(value, max, number) == 0 && *number > 0;
}

static bool parse_tgid(const struct option_entry *entry, void *to, const char *value)
{
	uint64_t number;

	(void)entry;
	if (!parse_from_1(value, INT32_MAX, &number))
		return false;
	*(uint32_t *)to = number;
	return true;
}

static bool parse_events(const struct option_entry *entry, void *to, const char *value)
{
	(void)entry;
	return parse_from_1(value, INT64_MAX, to);
}

static bool parse_pages(const struct option_entry *entry, void *to, const char *value)
{
	uint64_t *pages = to;

	(void)entry;
	return parse_from_1(value, BUFFER_PAGES_MAX, pages) && (*pages & (*pages - 1)) == 0;
}

static bool parse_text(const struct option_entry *entry, void *to, const char *value)
{
	(void)entry;
	*(const char **)to = value;
	return value[0] != '\0';
}

static bool parse_comm(const struct option_entry *entry, void *to, const char *value)
{
	return parse_text(entry, to, value) && strlen(value) < SKBCLONE_COMM_SIZE;
}

/* `-` is stdout, which is the default. */
static bool parse_output(const struct option_entry *entry, void *to, const char *value)
{
	if (!parse_text(entry, to, value))
		return false;
	if (strcmp(value, "-") == 0)
		*(const char **)to = NULL;
	return true;
}

/* Returns the place of the value among the entry's words, or -1. */
static int find_word(const struct option_entry *entry, const char *value)
{
	size_t length = strlen(value);
	int place = 0;

	for (const char *word = entry->words; *word; word += strspn(word, " ")) {
		size_t word_length = strcspn(word, " ");

		if (word_length == length && memcmp(word, value, length) == 0)
			return place;
		word += word_length;
		place++;
	}
	return -1;
}

static bool parse_format(const struct option_entry *entry, void *to, const char *value)
{
	const struct format **format = to;

	*format = find_word(entry, value) >= 0 ? format_find(value) : NULL;
	return *format != NULL;
}

/* For an enum whose values are in the order of the entry's words. */
static bool parse_choice(const struct option_entry *entry, void *to, const char *value)
{
	int place = find_word(entry, value);

	if (place < 0)
		return false;
	*(unsigned *)to = place;
	return true;
}

_Static_assert(sizeof(enum color_when) == sizeof(unsigned) && sizeof(enum way) == sizeof(unsigned),
	       "see parse_choice()");
_Static_assert(COLOR_AUTO == 0 && COLOR_ALWAYS == 1 && COLOR_NEVER == 2, "the words of --color");
_Static_assert(WAY_KPROBE == 0 && WAY_FENTRY == 1, "the words of --probe");

#define TO(member)   .to = offsetof(struct options, member)
#define FLAG(member) .parse = parse_flag, TO(member)

const struct option_entry option_entries[] = {
	{"pid", 'p', "PID", TRACING, N_("Only this process; the run ends when it does"),
	 .parse = parse_tgid, TO(session.filter.tgid),
	 .expected = N_("a whole number from 1 to 2147483647")},
	{"comm", 'n', "NAME", TRACING, N_("Only threads of exactly this name (1 to 15 bytes)"),
	 .parse = parse_comm, TO(session.filter.comm),
	 .expected = N_("a thread's name of 1 to 15 bytes")},
	{"per-process", 'P', NULL, TRACING, N_("COUNT counts each process on its own"),
	 FLAG(session.filter.per_process)},
	{"all", 'a', NULL, TRACING, N_("With COMMAND: every process, not only COMMAND's tree"),
	 FLAG(all), .needs = NEEDS_COMMAND},
	{"user", 'u', "USER", TRACING,
	 N_("Run COMMAND as USER (default: who called sudo, else the caller)"), .parse = parse_text,
	 TO(session.user), .expected = N_("a name"), .needs = NEEDS_COMMAND},
	{"duration", 'd', "SECONDS", TRACING, N_("End after SECONDS"), .parse = parse_seconds,
	 TO(session.duration_ns), .expected = N_("a number of seconds above 0")},
	{"max-events", 'M', "N", TRACE_FIELDS | PERF_OUTPUT, N_("End after exactly N rows"),
	 .parse = parse_events, TO(session.max_events),
	 .expected = N_("a whole number from 1 to 9223372036854775807")},
	{"why", 'w', NULL, PERF_OUTPUT, N_("Show CONTEXT, CAUSE and PACKET of each call"),
	 FLAG(session.why),
	 .no_room = N_("bpf_trace_printk() takes three values and has no room for it; use "
		       "perf-output -w")},
	{"stack", 's', NULL, PERF_OUTPUT | WHY, N_("Show the kernel's call stack too"),
	 FLAG(session.stack),
	 .no_room = N_("bpf_trace_printk() takes three values and has no room for it; use "
		       "perf-output -s")},
	{"list-causes", KEY_LIST_CAUSES, NULL, WHY, N_("Print the table of causes, and exit"),
	 FLAG(list_causes)},
	{"interval", 'i', "SECONDS", COUNT | WHY,
	 N_("Show the totals since the start every SECONDS"), .parse = parse_seconds,
	 TO(session.interval_ns), .expected = N_("a number of seconds above 0")},
	{"format", 'f', "FORMAT", TRACE_FIELDS,
	 N_("table (default), json (an object a line) or csv"), .parse = parse_format,
	 TO(session.format), .expected = N_("table, json or csv"), .words = "table json csv"},
	{"format", 'f', "FORMAT", PERF_OUTPUT,
	 N_("table (default), json (an object a line), csv, html (a report to look at) or folded "
	    "(stacks for flame graphs)"),
	 .parse = parse_format, TO(session.format),
	 .expected = N_("table, json, csv, html or folded"), .words = "table json csv html folded"},
	{"format", 'f', "FORMAT", COUNT,
	 N_("table (default), json (an object a line), csv, html (a report to look at) or "
	    "prometheus (with -i and -o)"),
	 .parse = parse_format, TO(session.format),
	 .expected = N_("table, json, csv, html or prometheus"),
	 .words = "table json csv html prometheus"},
	{"format", 'f', "FORMAT", WHY,
	 N_("table (default), json (an object a line), csv, html (a report to look at), folded "
	    "(stacks for flame graphs) or prometheus (with -i and -o)"),
	 .parse = parse_format, TO(session.format),
	 .expected = N_("table, json, csv, html, folded or prometheus"),
	 .words = "table json csv html folded prometheus"},
	{"format", 'f', "FORMAT", DOCTOR, N_("table (default) or json (an object a line)"),
	 .parse = parse_format, TO(session.format), .expected = N_("table or json"),
	 .words = "table json"},
	{"color", KEY_COLOR, "WHEN", TRACING,
	 N_("Colours: auto (default; only on a terminal), always or never"), .parse = parse_choice,
	 TO(session.color), .expected = N_("auto, always or never"), .words = "auto always never"},
	{"probe", KEY_PROBE, "PROBE", TRACING,
	 N_("What the program is attached by: kprobe (default) or fentry, which costs less unless "
	    "stacks are taken"),
	 .parse = parse_choice, TO(session.way), .expected = N_("kprobe or fentry"),
	 .words = "kprobe fentry"},
	{"output", 'o', "FILE", TRACING,
	 N_("Write the rows to FILE, which must not exist ('-': stdout)"), .parse = parse_output,
	 TO(session.output), .expected = N_("a name")},
	{"force", KEY_FORCE, NULL, TRACING, N_("Overwrite FILE"), FLAG(session.force),
	 .needs = 'o'},
	{"buffer-pages", 'b', "N", PERF_OUTPUT, N_("Pages of each CPU's ring, a power of two"),
	 .parse = parse_pages, TO(buffer_pages), .expected = N_("a power of two from 1 to 1048576"),
	 .words = "16 64 256 1024"},
	{"strict", KEY_STRICT, NULL, TRACING, N_("Status 5 if a single call was lost"),
	 FLAG(session.strict)},
	{"no-cache", KEY_NO_CACHE, NULL, TRACING, N_("Compile anew, and leave the cache alone"),
	 FLAG(session.no_cache)},
	{"print-program", KEY_PRINT_PROGRAM, NULL, TRACING,
	 N_("Print the BPF text that would be compiled, and exit"), FLAG(print_program)},
	{"quiet", 'q', NULL, TRACING, N_("No banner, no summary"), FLAG(session.quiet)},
	{"verbose", 'v', NULL, TRACING,
	 N_("Show the messages of libbcc and the kernel's verifier too"), FLAG(verbose)},
	{"help", 'h', NULL, ALL_SUBCOMMANDS, N_("Print this help"), FLAG(done)},
	{"version", 'V', NULL, ALL_SUBCOMMANDS, N_("Print the version"), FLAG(done)},
	{0},
};
