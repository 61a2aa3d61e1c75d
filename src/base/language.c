#include "base/language.h"

#include "base/self.h"

#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Translations hold formats for printf(3), so they are not taken from where the
 * environment points to: the names of languages may be paths, and LOCPATH is one. */
static bool is_trusted(void)
{
	static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE",
					    "LANG"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value && strchr(value, '/'))
			return false;
	}
	return !getenv("LOCPATH");
}

/* Nothing to translate, and no tables to load for it. */
static bool is_english(const char *locale)
{
	return strcmp(locale, "C") == 0 || strncmp(locale, "C.", 2) == 0 ||
	       strncmp(locale, "POSIX", 5) == 0 || strncmp(locale, "en", 2) == 0;
}

void language_init(void)
{
	char path[PATH_MAX];
	const char *messages;

	/* Not LC_ALL: LC_NUMERIC would put decimal commas into rows. */
	messages = is_trusted() ? setlocale(LC_MESSAGES, "") : NULL;
	if (!messages || is_english(messages) || !setlocale(LC_CTYPE, "") ||
	    self_find(path, "locale", SKBCLONE_LOCALE_FROM_SBIN) < 0)
		return;
	bindtextdomain("skbclone", path);
	textdomain("skbclone");
	/* Read the file now: once we trace, no file can be opened any more. */
	(void)gettext("hint: ");
}

void language_reset(void)
{
	setlocale(LC_MESSAGES, "C");
}
