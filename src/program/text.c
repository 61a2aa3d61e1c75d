#include "program/text.h"

#include "base/array.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *find(const char *path)
{
	const struct text_file *file = text_programs;

	while (file->path && strcmp(file->path, path) != 0)
		file++;
	return file->text;
}

char *text_assemble(const char *name)
{
	const char *parts[] = {"event.h",   "probe.h", "process.h", "match.h",
			       "account.h", "stack.h", "packet.h",  name};
	char *text = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);

	if (!stream)
		return NULL;
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		fprintf(stream, "#line 1 \"%s\"\n%s", parts[i], find(parts[i]));
	if (fclose(stream) != 0) {
		free(text);
		return NULL;
	}
	return text;
}
