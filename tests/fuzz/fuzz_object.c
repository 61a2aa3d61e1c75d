/* The input is an object that a compiler printed. It is refused, or read; then it is written as
 * the same bytes. */
#include "fuzz.h"
#include "program/object.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct object object;
	void *bytes;
	size_t written;

	if (object_read(&object, data, size) < 0)
		return 0;
	must(object_write(&object, &bytes, &written) == 0);
	must(written == size && memcmp(bytes, data, size) == 0);
	free(bytes);
	object_release(&object);
	return 0;
}
