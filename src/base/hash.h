/* hash: FNV-1a of 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/), for tables and to notice a
 * change. It is not for what others choose: they can make two texts with the same hash. */
#ifndef SKBCLONE_BASE_HASH_H
#define SKBCLONE_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

static const uint64_t HASH_START = 0xcbf29ce484222325;

/* Hash `size` more bytes. hash: HASH_START, or the result for the bytes before. */
static inline uint64_t hash_more(uint64_t hash, const void *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		hash = (hash ^ ((const unsigned char *)bytes)[i]) * 0x100000001b3;
	return hash;
}

#endif
