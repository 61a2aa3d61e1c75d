/* The input is a buffer size and any text. The escaped text is terminated, fits, and has
 * no control bytes. */
#include "base/escape.h"
#include "fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t room, written;
	char *out;

	if (size < 2)
		return 0;
	room = 1 + (data[0] | data[1] << 8);
	out = malloc(room);
	must(out != NULL);
	written = escape_text(out, room, (const char *)data + 2, size - 2);
	must(written < room && out[written] == '\0' && strlen(out) == written);
	for (size_t i = 0; i < written; i++)
		must((unsigned char)out[i] >= 0x20 && out[i] != 0x7f);
	free(out);
	return 0;
}
