/* The input is a sample of a ring, of any length. It is refused, or gives a row whose comm
 * is terminated. */
#include "event/decode.h"
#include "fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct row row;

	if (decode_sample(&row, data, size, 1) == 0)
		must(row.cpu == 1 && memchr(row.comm, '\0', sizeof(row.comm)) != NULL);
	return 0;
}
