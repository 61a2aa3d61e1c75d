/* The input is a stack: the names of its functions, innermost first, each with the module
 * behind a space. It has a cause and a context of the tables. */
#include "event/cause.h"
#include "fuzz.h"

#include <string.h>

enum { FRAMES_MAX = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct frame *frames = NULL;
	char *text = calloc(size + 1, 1), *rest = text, *line;
	size_t count = 0;

	must(text != NULL);
	memcpy(text, data, size);
	while (count < FRAMES_MAX && (line = strsep(&rest, "\n"))) {
		char *module = strchr(line, ' ');

		if (module)
			*module++ = '\0';
		frames = realloc(frames, (count + 1) * sizeof(*frames));
		must(frames != NULL);
		frames[count++] = (struct frame){
			.function = line[0] ? line : NULL,
			.module = module,
		};
	}
	must(cause_of(frames, count) < CAUSE_COUNT);
	must(strlen(context_name(context_of(frames, count))) > 0);
	free(frames);
	free(text);
	return 0;
}
