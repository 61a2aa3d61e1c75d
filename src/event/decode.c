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
		.start = event.start_ns,
		.tgid = event.tgid,
		.tid = event.tid,
		.cpu = cpu,
	};
	memcpy(row->comm, event.comm, sizeof(row->comm));
	row->comm[sizeof(row->comm) - 1] = '\0';
	return 0;
}
