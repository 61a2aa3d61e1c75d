/*
 * entry: a compiled object as the cache keeps it: with all that went into the
 * compile, the identity of the libbcc that made it, and a checksum. Pure; the
 * files are cache.c's.
 */
#ifndef SKBCLONE_PROGRAM_ENTRY_H
#define SKBCLONE_PROGRAM_ENTRY_H

#include "program/object.h"

/* The file of the libbcc that compiled, as stat(2) saw it. */
struct compiler_file {
	uint64_t device;
	uint64_t inode;
	uint64_t size;
	uint64_t mtime_ns;
};

/*
 * Write the object, made from key[key_size] by that compiler, as bytes.
 * *bytes is the caller's to free. 0, -EINVAL or -ENOMEM.
 */
int entry_write(const struct object *object, const void *key, size_t key_size,
		const struct compiler_file *compiler, void **bytes, size_t *size);

/*
 * Read what entry_write() wrote, distrusting every byte. On success the object
 * is the caller's to release, and *compiler is who made it. 0, -EINVAL (not
 * whole, or made from another key) or -ENOMEM.
 */
int entry_read(struct object *object, const void *key, size_t key_size,
	       struct compiler_file *compiler, const void *bytes, size_t size);

#endif
