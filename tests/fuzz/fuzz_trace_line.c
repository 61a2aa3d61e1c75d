/* The input is a line of trace_pipe. It is foreign, or gives a row whose comm is terminated. */
#include "event/trace_line.h"
#include "fuzz.h"

#include <string.h>

static const uint64_t TAG = 0xfedcba9800001234;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct row row;

	if (trace_line_parse(&row, (const char *)data, size, TAG))
		must(memchr(row.comm, '\0', sizeof(row.comm)) != NULL);
	else
		(void)trace_line_overwritten((const char *)data, size);
	return 0;
}
