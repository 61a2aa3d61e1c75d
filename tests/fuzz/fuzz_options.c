/* The input is a command line: a byte that chooses the subcommand, then words separated by
 * NULs. It is refused, or parsed to values in range. */
#include "base/array.h"
#include "cmd/options.h"
#include "fuzz.h"

#include <string.h>

enum { WORDS_MAX = 32 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct subcommand *const parsed[] = {
		&subcommand_trace_fields, &subcommand_perf_output, &subcommand_count,
		&subcommand_doctor, &subcommand_why};
	const struct subcommand *subcommand = parsed[size > 0 ? data[0] % ARRAY_SIZE(parsed) : 0];
	char *words[WORDS_MAX + 2] = {(char *)"fuzz"};
	struct options options;
	char *text = calloc(size + 1, 1);
	int count = 1;

	must(text != NULL);
	memcpy(text, data, size);
	for (size_t at = 1; at < size && count <= WORDS_MAX; at += strlen(text + at) + 1)
		words[count++] = text + at;
	if (options_parse(&options, subcommand, count, words) == STATUS_OK && !options.done) {
		const struct session_options *session = &options.session;

		must(session->format != NULL && session->filter.tgid <= INT32_MAX);
		must(!session->filter.comm || strlen(session->filter.comm) < SKBCLONE_COMM_SIZE);
		must((options.buffer_pages & (options.buffer_pages - 1)) == 0);
		must(session->max_events <= INT64_MAX && session->duration_ns <= INT64_MAX);
		must(!session->command || session->command[0][0]);
	}
	free(text);
	return 0;
}
