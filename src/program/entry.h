/*
 * entry: the file format of the cache: a compiled object with the whole input of its
 * compile (the key), the identity of the libbcc that compiled it, and a checksum. cache.c
 * calls it, and reads and writes the files. Pure.
 */
#ifndef SKBCLONE_PROGRAM_ENTRY_H
#define SKBCLONE_PROGRAM_ENTRY_H

#include "program/object.h"

/* Identity of the libbcc file that compiled, from stat(2). */
struct compiler_file {
	uint64_t device;
	uint64_t inode;
	uint64_t size;
	uint64_t mtime_ns;
};

/* Convert the object to *size bytes. key[key_size]: the input of its compile. compiler: the
 * libbcc that compiled it. The caller frees *bytes. Returns 0, -EINVAL or -ENOMEM. */
int entry_write(const struct object *object, const void *key, size_t key_size,
		const struct compiler_file *compiler, void **bytes, size_t *size);

/* Read an entry; trust none of its bytes. On success *compiler is the libbcc that compiled
 * the object, and the caller calls object_release(). Returns 0, -EINVAL (damaged, or made
 * from another key) or -ENOMEM. */
int entry_read(struct object *object, const void *key, size_t key_size,
	       struct compiler_file *compiler, const void *bytes, size_t size);

#endif
