/*
 * cache: compiled objects kept between runs, below /var/cache/skbclone for
 * root, else below the user's own cache. An entry is used only if it was made
 * from exactly the same input by the same compiler, is whole, and nobody but
 * us can have written it; anything else is as good as no entry. So a cache
 * that cannot be read or written costs a compile, and nothing more.
 */
#ifndef SKBCLONE_PROGRAM_CACHE_H
#define SKBCLONE_PROGRAM_CACHE_H

#include "base/status.h"
#include "program/object.h"

#include <stdbool.h>

struct cache {
	int directory; /* -1: there is none */
	char *key;     /* all that goes into the compile */
	size_t key_size;
	char name[16]; /* of the entry */
};

/*
 * Open the cache for a compile of the text with these flags (NULL at the end).
 * 0, also where there is no cache to be had; or -ENOMEM.
 */
int cache_open(struct cache *cache, const char *text, const char *const flags[]);
void cache_close(struct cache *cache);

/* Load the object, which is then the caller's to release. False: there is no
 * entry that may be used. */
bool cache_load(const struct cache *cache, struct object *object);

/* Keep the object. What fails is told with -v alone. */
void cache_store(const struct cache *cache, const struct object *object);

/* Is there a cache to be had? Warns if not, and is STATUS_OK all the same. */
enum status cache_check(void);

#endif
