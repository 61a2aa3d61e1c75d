/*
 * build: from the name of a program to its object: out of the cache, or by a
 * compile that the cache then keeps.
 */
#ifndef SKBCLONE_PROGRAM_BUILD_H
#define SKBCLONE_PROGRAM_BUILD_H

#include "base/status.h"
#include "program/cache.h"
#include "program/object.h"

#include <stdbool.h>

struct build {
	char *text;
	const char *const *flags; /* borrowed */
	bool use_cache;
	struct cache cache;
};

/* Holds nothing; build_close() is fine. */
#define BUILD_CLOSED ((struct build){.cache.directory = -1})

/* name: a file of programs/. flags end with a NULL and outlive the build. Logs what fails. */
enum status build_open(struct build *build, const char *name, const char *const flags[],
		       bool use_cache);
void build_close(struct build *build);

/* Is it in the cache? Then the object is the caller's to release. */
bool build_from_cache(const struct build *build, struct object *object);

/* Compile it; the arguments are those of compile_text(). */
enum status build_compile(const struct build *build, int stop, bool *stopped,
			  struct object *object);

#endif
