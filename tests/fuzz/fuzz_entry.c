/*
 * The input is an entry of the cache. It gets a correct checksum, so that the reader goes on
 * to the rest. It is refused, or read; then it is written as the same bytes.
 */
#include "fuzz.h"
#include "program/entry.h"

#include <string.h>
#include <zlib.h>

enum { CRC_AT = 8, SEALED_FROM = 12 }; /* after the magic, after the checksum */

static const char key[] = {'k', 'e', 'y'};

static void seal(uint8_t *entry, size_t size)
{
	uint32_t crc;

	if (size <= SEALED_FROM)
		return;
	crc = crc32(0, entry + SEALED_FROM, size - SEALED_FROM);
	memcpy(entry + CRC_AT, &crc, sizeof(crc));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct compiler_file compiler;
	struct object object;
	uint8_t *entry = malloc(size ? size : 1);
	void *written;
	size_t written_size;

	must(entry != NULL);
	memcpy(entry, data, size);
	seal(entry, size);
	if (entry_read(&object, key, sizeof(key), &compiler, entry, size) == 0) {
		must(entry_write(&object, key, sizeof(key), &compiler, &written, &written_size) ==
		     0);
		must(written_size == size && memcmp(written, entry, size) == 0);
		free(written);
		object_release(&object);
	}
	free(entry);
	return 0;
}
