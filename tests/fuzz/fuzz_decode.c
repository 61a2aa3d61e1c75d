/* The input is a byte of options and a sample of a ring, of any length. It is refused, or
 * gives a row whose comm is terminated, and a packet and a stack that lie within the sample. */
#include "event/decode.h"
#include "fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct decoded_origin origin;
	struct row row;
	bool has_packet;

	if (size < 1)
		return 0;
	has_packet = data[0] & 1;
	if (decode_sample(&row, data + 1, size - 1, 1) == 0)
		must(row.cpu == 1 && memchr(row.comm, '\0', sizeof(row.comm)) != NULL);
	if (decode_origin(&origin, data + 1, size - 1, has_packet) == 0) {
		must(origin.count <= SKBCLONE_FRAMES);
		must(!has_packet || origin.packet.header_size <= sizeof(origin.packet.headers));
	}
	return 0;
}
