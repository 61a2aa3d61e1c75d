/* flags: a growing list of clang flags for one compile. It owns the strings. session fills
 * it. */
#ifndef SKBCLONE_PROGRAM_FLAGS_H
#define SKBCLONE_PROGRAM_FLAGS_H

#include <stddef.h>

struct flags {
	const char **list; /* ends with a NULL; NULL while there are no flags */
	size_t count;
};

/* Append a flag, formatted as by printf(3). Returns 0 or -ENOMEM. */
int flags_add(struct flags *flags, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Free all flags. Accepts zeroed flags. */
void flags_release(struct flags *flags);

#endif
