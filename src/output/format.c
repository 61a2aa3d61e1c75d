#include "output/format.h"

#include "output/formats.h"

#include <string.h>

const struct format *format_find(const char *name)
{
	static const struct format *const formats[] = {&format_table, &format_json, &format_csv};

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		if (strcmp(formats[i]->name, name) == 0)
			return formats[i];
	}
	return NULL;
}
