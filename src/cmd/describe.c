/*
 * describe bash|zsh|fish|man|causes <TEMPLATE >FILE
 *
 * Build tool: copies a template, and replaces its line `@options@` with the table of
 * options, in the form of a shell or of the manual, `@subcommands@` with the list of
 * subcommands, and `@version@` in a line. So each of them is written down only once.
 */
#include "base/array.h"
#include "cmd/options.h"
#include "event/causes.h"

#include <stdio.h>
#include <string.h>

/* Print text with a backslash before each character of `special`. */
static void print_escaped(const char *text, const char *special)
{
	for (; *text; text++) {
		if (strchr(special, *text))
			putchar('\\');
		putchar(*text);
	}
}

/* Print text for a place inside single quotes of a shell. */
static void print_quoted(const char *text)
{
	for (; *text; text++) {
		if (*text == '\'')
			fputs("'\\''", stdout);
		else
			putchar(*text);
	}
}

/* --- bash: a list of options, and each argument's completion: `[count -i]=SECONDS` */

static void describe_bash(const struct subcommand *subcommand)
{
	printf("\toptions[%s]='", subcommand->name);
	for (const struct option_entry *entry = option_entries; entry->name; entry++) {
		if (entry->subcommands & subcommand->bit)
			printf("--%s ", entry->name);
	}
	puts("'");
	for (const struct option_entry *entry = option_entries; entry->name; entry++) {
		const char *offer = entry->words ? entry->words : entry->argument;

		if (!(entry->subcommands & subcommand->bit) || !entry->argument)
			continue;
		printf("\targument['%s --%s']='%s'\n", subcommand->name, entry->name, offer);
		if (option_has_letter(entry))
			printf("\targument['%s -%c']='%s'\n", subcommand->name, entry->key, offer);
	}
}

/* --- zsh: one argument of _arguments for each option, zshcompsys(1) */

static const char *zsh_action(const struct option_entry *entry)
{
	static const char *const actions[][2] = {
		{"PID", "_pids"}, {"USER", "_users"}, {"FILE", "_files"}};

	for (size_t i = 0; i < ARRAY_SIZE(actions); i++) {
		if (strcmp(entry->argument, actions[i][0]) == 0)
			return actions[i][1];
	}
	return "";
}

static void print_zsh_entry(const struct option_entry *entry)
{
	const char *equals = entry->argument ? "=" : "";

	if (option_has_letter(entry))
		printf(" \\\n\t\t'(-%c --%s)'{-%c,--%s%s}'[", entry->key, entry->name, entry->key,
		       entry->name, equals);
	else
		printf(" \\\n\t\t'--%s%s[", entry->name, equals);
	for (const char *at = entry->help; *at; at++) {
		if (strchr("[]:\\", *at))
			putchar('\\');
		print_quoted((const char[]){*at, '\0'});
	}
	putchar(']');
	if (entry->argument && entry->words)
		printf(":%s:(%s)", entry->argument, entry->words);
	else if (entry->argument)
		printf(":%s:%s", entry->argument, zsh_action(entry));
	putchar('\'');
}

static void describe_zsh(const struct subcommand *subcommand)
{
	printf("\t%s)\n\t\t_arguments -S", subcommand->name);
	for (const struct option_entry *entry = option_entries; entry->name; entry++) {
		if (entry->subcommands & subcommand->bit)
			print_zsh_entry(entry);
	}
	puts(subcommand->bit & TRACING ? " \\\n\t\t'*:::command:_normal' ;;" : " ;;");
}

/* --- fish: one `complete` for each option of a subcommand, complete(1) */

static void print_fish_argument(const struct option_entry *entry)
{
	if (strcmp(entry->argument, "FILE") == 0) {
		fputs(" -r -F", stdout);
		return;
	}
	fputs(" -x", stdout);
	if (entry->words)
		printf(" -a '%s'", entry->words);
	else if (strcmp(entry->argument, "PID") == 0)
		fputs(" -a '(__fish_complete_pids)'", stdout);
	else if (strcmp(entry->argument, "USER") == 0)
		fputs(" -a '(__fish_complete_users)'", stdout);
}

static void describe_fish(const struct subcommand *subcommand)
{
	for (const struct option_entry *entry = option_entries; entry->name; entry++) {
		if (!(entry->subcommands & subcommand->bit))
			continue;
		printf("complete -c skbclone -n '__fish_seen_subcommand_from %s'",
		       subcommand->name);
		if (option_has_letter(entry))
			printf(" -s %c", entry->key);
		printf(" -l %s", entry->name);
		if (entry->argument)
			print_fish_argument(entry);
		fputs(" -d '", stdout);
		print_escaped(entry->help, "'\\");
		puts("'");
	}
}

/* --- man: one paragraph for each option, man(7) */

static void print_roff(const char *text)
{
	print_escaped(text, "-\\");
}

static void print_owners(const struct option_entry *entry)
{
	const char *separator = " (";

	if (entry->subcommands == TRACING || entry->subcommands == ALL_SUBCOMMANDS)
		return;
	for (int i = 0; subcommands[i]; i++) {
		if (!(entry->subcommands & subcommands[i]->bit))
			continue;
		fputs(separator, stdout);
		print_roff(subcommands[i]->name);
		separator = ", ";
	}
	putchar(')');
}

static void describe_man(const struct option_entry *entry)
{
	fputs(".TP\n.BR ", stdout);
	if (option_has_letter(entry))
		printf("\\-%c \", \" ", entry->key);
	fputs("\\-\\-", stdout);
	print_roff(entry->name);
	if (entry->argument)
		printf(" =\\fI%s\\fR", entry->argument);
	putchar('\n');
	print_roff(entry->help);
	print_owners(entry);
	puts(".");
}

/* --- causes: the table of docs/causes.md, in Markdown */

static void print_functions(enum cause_id cause)
{
	const struct cause_function *entry = NULL;
	const char *separator = "";
	char text[CAUSE_FUNCTION_SIZE];

	while ((entry = cause_next_function(cause, entry))) {
		cause_function_text(entry, text);
		printf("%s`%s`", separator, text);
		separator = ", ";
	}
}

static void describe_causes(void)
{
	puts("| cause | class | why, and what to do | functions that call skb_clone() |");
	puts("| --- | --- | --- | --- |");
	for (int i = 0; i < CAUSE_COUNT; i++) {
		printf("| `%s` | %s | %s", causes[i].id, cause_class_name(causes[i].class),
		       causes[i].sentence);
		if (causes[i].advice)
			printf(" *%s*", causes[i].advice);
		fputs(" | ", stdout);
		print_functions(i);
		puts(" |");
	}
}

static void describe(const char *form)
{
	static const struct {
		const char *form;
		void (*describe)(const struct subcommand *subcommand);
	} shells[] = {{"bash", describe_bash}, {"zsh", describe_zsh}, {"fish", describe_fish}};

	for (size_t i = 0; i < ARRAY_SIZE(shells); i++) {
		for (int j = 0; subcommands[j] && strcmp(shells[i].form, form) == 0; j++)
			shells[i].describe(subcommands[j]);
	}
	for (const struct option_entry *entry = option_entries;
	     entry->name && strcmp(form, "man") == 0; entry++)
		describe_man(entry);
	if (strcmp(form, "causes") == 0)
		describe_causes();
}

/* Print the subcommands: for bash their names, for zsh and fish also their summaries. */
static void describe_subcommands(const char *form)
{
	for (int i = 0; subcommands[i]; i++) {
		if (strcmp(form, "bash") == 0)
			printf("\tsubcommands+='%s '\n", subcommands[i]->name);
		else if (strcmp(form, "zsh") == 0) {
			printf("\t\t'%s:", subcommands[i]->name);
			print_quoted(subcommands[i]->summary);
			puts("'");
		} else if (strcmp(form, "fish") == 0) {
			printf("complete -c skbclone -n $first -a %s -d '", subcommands[i]->name);
			print_escaped(subcommands[i]->summary, "'\\");
			puts("'");
		}
	}
}

int main(int argc, char **argv)
{
	const char version[] = "@version@";
	char line[1024], *mark;

	if (argc != 2)
		return STATUS_USAGE;
	while (fgets(line, sizeof(line), stdin)) {
		if (strcmp(line, "@options@\n") == 0)
			describe(argv[1]);
		else if (strcmp(line, "@subcommands@\n") == 0)
			describe_subcommands(argv[1]);
		else if ((mark = strstr(line, version)))
			printf("%.*s" SKBCLONE_VERSION "%s", (int)(mark - line), line,
			       mark + strlen(version));
		else
			fputs(line, stdout);
	}
	return ferror(stdin) || fflush(stdout) == EOF ? STATUS_FAILED : STATUS_OK;
}
