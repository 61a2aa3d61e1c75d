#include "base/environment.h"

#include "base/array.h"

#include <string.h>
#include <unistd.h>

/* All that skbclone may read, directly or by setlocale(3) and gettext(3). NO_COLOR and TERM
 * decide about colours. A language may be a path: language.c refuses that. */
static const char *const kept[] = {
	"HOME",     "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE",       "LC_MESSAGES",
	"NO_COLOR", "PATH", "SUDO_UID", "TERM",   "XDG_CACHE_HOME",
};

/* NULL: environment_init() was not called, as in unit tests. */
static char **of_caller;

/* Ours: each variable once. */
static char *own[ARRAY_SIZE(kept) + 1];

/* Returns the first entry of this name, which is the one that getenv(3) finds; or NULL. */
static char *entry_of(const char *name)
{
	const size_t length = strlen(name);

	for (char **entry = environ; *entry; entry++) {
		if (strncmp(*entry, name, length) == 0 && (*entry)[length] == '=')
			return *entry;
	}
	return NULL;
}

void environment_init(void)
{
	size_t used = 0;

	for (size_t i = 0; i < ARRAY_SIZE(kept); i++) {
		char *entry = entry_of(kept[i]);

		if (entry)
			own[used++] = entry;
	}
	of_caller = environ;
	environ = own;
}

void environment_restore(void)
{
	if (of_caller)
		environ = of_caller;
}
