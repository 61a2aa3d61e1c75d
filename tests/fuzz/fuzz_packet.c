/* The input is a byte that chooses the cause, and the raw facts of a packet. The texts of what
 * follows from them are terminated and fit. */
#include "event/decode.h"
#include "event/packet.h"
#include "fuzz.h"

#include <string.h>

static void read_texts(const struct packet *packet)
{
	char address[PACKET_ADDRESS_SIZE], flags[PACKET_FLAGS_SIZE], number[PACKET_NUMBER_SIZE];
	const char *protocol = packet_protocol(packet, number);

	packet_source(packet, address);
	must(strlen(address) < sizeof(address));
	packet_destination(packet, address);
	must(strlen(address) < sizeof(address));
	packet_flags(packet, flags);
	must(strlen(flags) < sizeof(flags));
	must(!protocol || strlen(protocol) > 0);
	(void)packet_family(packet);
	(void)packet_from(packet);
	must(strlen(packet->device) < sizeof(packet->device));
	for (size_t size = 1; size < 300; size *= 2) {
		char *text = malloc(size);

		must(text);
		packet_text(packet, packet->device, text, size);
		must(strlen(text) < size);
		free(text);
	}
}

/* The packet stands behind the event in a sample. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char sample[sizeof(struct skbclone_event) + sizeof(struct skbclone_packet)] = {0};
	struct decoded_origin origin;
	struct packet packet;

	if (size < 1)
		return 0;
	if (size > sizeof(struct skbclone_packet) + 1)
		size = sizeof(struct skbclone_packet) + 1;
	memcpy(sample + sizeof(struct skbclone_event), data + 1, size - 1);
	if (decode_origin(&origin, sample, sizeof(sample), true) < 0)
		return 0;
	packet_decode(&packet, &origin.packet, &causes[data[0] % CAUSE_COUNT]);
	(void)packet_has_fin(&origin.packet);
	read_texts(&packet);
	return 0;
}
