/* A command line, its words parted by NULs, the first byte saying of which
 * subcommand: parsed to something in range, or refused. */
#include "cmd/tracing.h"
#include "fuzz.h"

#include <string.h>

enum { WORDS_MAX = 32 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct tracing tracing = {
		.kind = size > 0 ? 1 << data[0] % 3 : TRACING_COUNT,
		.name = "skbclone fuzz",
		.help = "",
		.examples = "",
	};
	char *words[WORDS_MAX + 2] = {(char *)"fuzz"};
	struct tracing_options options;
	char *text = calloc(size + 1, 1);
	int count = 1;

	must(text != NULL);
	memcpy(text, data, size);
	for (size_t at = 1; at < size && count <= WORDS_MAX; at += strlen(text + at) + 1)
		words[count++] = text + at;
	if (tracing_parse(&tracing, &options, count, words) == STATUS_OK && !options.done) {
		const struct session_options *session = &options.session;

		must(session->format != NULL && session->match.tgid <= INT32_MAX);
		must(!session->match.comm || strlen(session->match.comm) < SKBCLONE_COMM_SIZE);
		must((options.buffer_pages & (options.buffer_pages - 1)) == 0);
		must(session->max_events <= INT64_MAX && session->duration_ns <= INT64_MAX);
		must(!session->command || session->command[0][0]);
	}
	free(text);
	return 0;
}
