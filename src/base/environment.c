#include "base/environment.h"

#include "base/array.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
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

/* Ours. At an exit under valgrind the C library forgets environ, and it would count as lost. */
static char **own;

static bool is_kept(const char *variable)
{
	size_t length = strcspn(variable, "=");

	for (size_t i = 0; i < ARRAY_SIZE(kept); i++) {
		if (strlen(kept[i]) == length && memcmp(kept[i], variable, length) == 0)
			return true;
	}
	return false;
}

int environment_init(void)
{
	size_t count = 0, used = 0;

	while (environ[count])
		count++;
	own = calloc(count + 1, sizeof(*own));
	if (!own)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		if (is_kept(environ[i]))
			own[used++] = environ[i];
	}
	of_caller = environ;
	environ = own;
	return 0;
}

void environment_restore(void)
{
	if (of_caller)
		environ = of_caller;
}
