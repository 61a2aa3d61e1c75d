#include "session/description.h"

#include "base/clock.h"
#include "base/language.h"

#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

/* Append text; cut what does not fit. */
static void append(char *to, size_t size, const char *text)
{
	size_t used = strlen(to);

	snprintf(to + used, size - used, "%s", text);
}

/* Append a word as a shell would read it back. */
static void append_word(char *to, size_t size, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "%+,-./:=@_";

	append(to, size, " ");
	if (word[0] && strspn(word, plain) == strlen(word)) {
		append(to, size, word);
		return;
	}
	append(to, size, "'");
	for (; *word; word++)
		append(to, size, *word == '\'' ? "'\\''" : (const char[]){*word, '\0'});
	append(to, size, "'");
}

/* Append a condition; all of them must hold. */
static void append_condition(char *to, size_t size, const char *text)
{
	append(to, size, to[0] ? "; " : "");
	append(to, size, text);
}

static void describe_filter(char *to, size_t size, const struct filter *filter)
{
	char text[128];

	if (filter->tree)
		append_condition(to, size, _("COMMAND and the processes that it starts"));
	if (filter->tgid) {
		snprintf(text, sizeof(text), _("process %u"), filter->tgid);
		append_condition(to, size, text);
	}
	if (filter->comm) {
		snprintf(text, sizeof(text), _("threads named %s"), filter->comm);
		append_condition(to, size, text);
	}
	if (!to[0])
		append(to, size, _("all of this machine"));
}

/* In UTC: local time would read files that the environment names. */
static void describe_time(char *to, size_t size)
{
	const time_t now = time(NULL);
	struct tm parts;

	if (gmtime_r(&now, &parts))
		strftime(to, size, "%Y-%m-%d %H:%M:%S UTC", &parts);
}

void description_fill(struct run *run, const struct session_options *options)
{
	struct utsname machine;

	*run = (struct run){.started_ns = clock_ns()};
	append(run->command, sizeof(run->command), "skbclone ");
	append(run->command, sizeof(run->command), options->subcommand ? options->subcommand : "");
	for (char **word = options->arguments; word && *word; word++)
		append_word(run->command, sizeof(run->command), *word);
	describe_filter(run->filter, sizeof(run->filter), &options->filter);
	describe_time(run->started, sizeof(run->started));
	if (uname(&machine) < 0)
		return;
	append(run->host, sizeof(run->host), machine.nodename);
	snprintf(run->kernel, sizeof(run->kernel), "%s %s %s", machine.sysname, machine.release,
		 machine.machine);
}
