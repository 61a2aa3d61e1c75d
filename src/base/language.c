#include "base/language.h"

#include "base/array.h"
#include "base/self.h"

#include <langinfo.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Translations are formats for printf(3), so they must not come from a directory that the
 * environment names. The name of a language may be a path. LOCPATH is one, but environment.c
 * has removed it. */
static bool is_trusted(void)
{
	static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE",
					    "LANG"};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		const char *value = getenv(names[i]);

		if (value && strchr(value, '/'))
			return false;
	}
	return true;
}

/* Is the locale of messages C or POSIX, so that nothing needs a translation? Reads the same
 * variables as setlocale(3), because setlocale() also searches for files. */
static bool is_plain(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	const char *locale = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(names) && (!locale || !locale[0]); i++)
		locale = getenv(names[i]);
	return !locale || !locale[0] || strcmp(locale, "C") == 0 || strncmp(locale, "C.", 2) == 0 ||
	       strcmp(locale, "POSIX") == 0;
}

void language_init(void)
{
	char path[PATH_MAX];

	/* Not LC_ALL: LC_NUMERIC would put decimal commas into rows. All text that is shown, and
	 * the report, is UTF-8. */
	if (!is_trusted() || is_plain() || !setlocale(LC_MESSAGES, "") ||
	    !setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0 ||
	    self_find(path, "locale", SKBCLONE_LOCALE_FROM_SBIN) < 0)
		return;
	bindtextdomain("skbclone", path);
	textdomain("skbclone");
	/* Load the translations now: the sandbox forbids opening files later. */
	(void)gettext("hint: ");
}

void language_reset(void)
{
	setlocale(LC_MESSAGES, "C");
}
