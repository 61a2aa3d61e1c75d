/*
 * cache: keeps compiled objects between runs: in /var/cache/skbclone for root, else in the
 * user's own cache directory. An entry is used only if it was made from exactly the same
 * input by the same libbcc, is undamaged, and only we can have written it. Any other
 * entry is ignored. A cache that cannot be read or written costs a compile, and nothing
 * more. build and doctor call it.
 */
#ifndef SKBCLONE_PROGRAM_CACHE_H
#define SKBCLONE_PROGRAM_CACHE_H

#include "base/status.h"
#include "program/object.h"

#include <stdbool.h>

struct cache {
	int directory; /* -1: no cache */
	char *key;     /* the whole input of the compile */
	size_t key_size;
	char name[16]; /* file name of the entry */
};

/* Open the cache for a compile of `text` with flags that follow from `inputs`, which end with a
 * NULL. Returns 0, even if no cache can be used, or -ENOMEM. */
int cache_open(struct cache *cache, const char *text, const char *const inputs[]);
void cache_close(struct cache *cache);

/* Load the object. Returns false if no entry can be used. On true the caller calls
 * object_release(). */
bool cache_load(const struct cache *cache, struct object *object);

/* Store the object. Failures are logged with -v only. */
void cache_store(const struct cache *cache, const struct object *object);

/* Check that the cache can be used. If not, warn; returns STATUS_OK in any case. */
enum status cache_check(void);

#endif
