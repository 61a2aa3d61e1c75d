#include "program/flags.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

int flags_add(struct flags *flags, const char *format, ...)
{
	const char **list = realloc(flags->list, (flags->count + 2) * sizeof(*list));
	va_list arguments;
	char *flag;
	int length;

	if (!list)
		return -ENOMEM;
	flags->list = list;
	va_start(arguments, format);
	length = vasprintf(&flag, format, arguments);
	va_end(arguments);
	if (length < 0)
		flag = NULL;
	list[flags->count] = flag;
	if (!flag)
		return -ENOMEM;
	list[++flags->count] = NULL;
	return 0;
}

void flags_release(struct flags *flags)
{
	for (size_t i = 0; i < flags->count; i++)
		free((char *)flags->list[i]);
	free(flags->list);
	*flags = (struct flags){0};
}
