#include "event/decode.h"

#include <errno.h>
#include <string.h>

int decode_sample(struct row *row, const void *sample, size_t size, uint32_t cpu)
{
	struct skbclone_event event;

	if (size < sizeof(event))
		return -EINVAL;
	memcpy(&event, sample, sizeof(event));
	*row = (struct row){
		.ts_ns = event.ts_ns,
		.seq = event.seq,
		.start = event.start,
		.tgid = event.tgid,
		.tid = event.tid,
		.cpu = cpu,
	};
	memcpy(row->comm, event.comm, sizeof(row->comm));
	row->comm[sizeof(row->comm) - 1] = '\0';
	return 0;
}

int decode_origin(struct decoded_origin *origin, const void *sample, size_t size, bool has_packet)
{
	size_t at = sizeof(struct skbclone_event);
	const char *bytes = sample;

	if (has_packet) {
		if (size < at + sizeof(origin->packet))
			return -EINVAL;
		memcpy(&origin->packet, bytes + at, sizeof(origin->packet));
		if (origin->packet.header_size > sizeof(origin->packet.headers))
			return -EINVAL;
		at += sizeof(origin->packet);
	}
	if (size < at)
		return -EINVAL;
	origin->count = (size - at) / sizeof(origin->addresses[0]);
	if (origin->count > SKBCLONE_FRAMES)
		origin->count = SKBCLONE_FRAMES;
	memcpy(origin->addresses, bytes + at, origin->count * sizeof(origin->addresses[0]));
	return 0;
}
