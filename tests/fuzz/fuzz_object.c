/*
 * The input is read twice: as an object that a compiler printed, and as an entry of the
 * cache. The entry gets a correct checksum, so that the reader goes on to the rest.
 * Both are refused or read. An object that was read is written as the same bytes.
 */
#include "fuzz.h"
#include "program/entry.h"

#include <string.h>
#include <zlib.h>

static void read_object(const uint8_t *data, size_t size)
{
	struct object object;
	void *bytes;
	size_t written;

	if (object_read(&object, data, size) < 0)
		return;
	must(object_write(&object, &bytes, &written) == 0);
	must(written == size && memcmp(bytes, data, size) == 0);
	free(bytes);
	object_release(&object);
}

static void read_entry(const uint8_t *data, size_t size)
{
	enum { CRC_AT = 8, SEALED_FROM = 12 }; /* after the magic, after the checksum */
	struct compiler_file compiler;
	struct object object;
	uint8_t *entry = malloc(size + 1);
	uint32_t crc;

	must(entry != NULL);
	memcpy(entry, data, size);
	if (size > SEALED_FROM) {
		crc = crc32(0, entry + SEALED_FROM, size - SEALED_FROM);
		memcpy(entry + CRC_AT, &crc, sizeof(crc));
	}
	if (entry_read(&object, "key", 3, &compiler, entry, size) == 0)
		object_release(&object);
	free(entry);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_object(data, size);
	read_entry(data, size);
	return 0;
}
