/*
 * build: turns the name of a BPF program into an object. It loads the object from the
 * cache, or compiles it and stores it there. session/prepare and doctor call it.
 */
#ifndef SKBCLONE_PROGRAM_BUILD_H
#define SKBCLONE_PROGRAM_BUILD_H

#include "base/status.h"
#include "program/cache.h"
#include "program/object.h"

#include <stdbool.h>

struct build {
	char *text;
	bool use_cache;
	struct cache cache;
};

/* An empty build, which build_close() accepts. */
#define BUILD_CLOSED ((struct build){.cache.directory = -1})

/* name: a file of programs/. inputs: end with a NULL; the flags of the compile, or what they
 * follow from; they tell the object in the cache from others. Logs failures. */
enum status build_open(struct build *build, const char *name, const char *const inputs[],
		       bool use_cache);
void build_close(struct build *build);

/* Load the object from the cache. Returns false if it is not there. On true the caller
 * calls object_release(). */
bool build_from_cache(const struct build *build, struct object *object);

/* Compile, and store the object in the cache. For arguments and result see
 * compile_text(). */
enum status build_compile(const struct build *build, const char *const flags[],
			  struct object *object);

#endif
