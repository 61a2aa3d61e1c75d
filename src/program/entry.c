#include "program/entry.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static const char entry_magic[8] = "skbcch1";

/* An entry consists of this header, the key and the object. */
struct entry_header {
	char magic[sizeof(entry_magic)];
	uint32_t crc; /* of all bytes after this field */
	uint32_t key_size;
	struct compiler_file compiler;
};

static uint32_t entry_crc(const char *bytes, size_t size)
{
	const size_t from = offsetof(struct entry_header, key_size);

	return crc32(0, (const Bytef *)bytes + from, size - from);
}

int entry_write(const struct object *object, const void *key, size_t key_size,
		const struct compiler_file *compiler, void **bytes, size_t *size)
{
	struct entry_header header = {.key_size = key_size, .compiler = *compiler};
	void *object_bytes;
	size_t object_size;
	int error = object_write(object, &object_bytes, &object_size);
	char *entry;

	if (error)
		return error;
	*size = sizeof(header) + key_size + object_size;
	*bytes = entry = malloc(*size);
	if (entry) {
		memcpy(header.magic, entry_magic, sizeof(entry_magic));
		memcpy(entry, &header, sizeof(header));
		memcpy(entry + sizeof(header), key, key_size);
		memcpy(entry + sizeof(header) + key_size, object_bytes, object_size);
		header.crc = entry_crc(entry, *size);
		memcpy(entry, &header, sizeof(header));
	}
	free(object_bytes);
	return entry ? 0 : -ENOMEM;
}

int entry_read(struct object *object, const void *key, size_t key_size,
	       struct compiler_file *compiler, const void *bytes, size_t size)
{
	struct entry_header header;
	size_t at = sizeof(header) + key_size;
	const char *entry = bytes;

	if (size < at)
		return -EINVAL;
	memcpy(&header, entry, sizeof(header));
	if (memcmp(header.magic, entry_magic, sizeof(entry_magic)) != 0 ||
	    header.crc != entry_crc(entry, size) || header.key_size != key_size ||
	    memcmp(entry + sizeof(header), key, key_size) != 0)
		return -EINVAL;
	*compiler = header.compiler;
	return object_read(object, entry + at, size - at);
}
