/* flags: the flags of a compile, a list of texts that grows. */
#ifndef SKBCLONE_PROGRAM_FLAGS_H
#define SKBCLONE_PROGRAM_FLAGS_H

#include <stddef.h>

struct flags {
	const char **list; /* ends with a NULL once there is a flag */
	size_t count;
};

/* Append a flag. 0 or -ENOMEM. */
int flags_add(struct flags *flags, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Free all of them. Zeroed flags are fine. */
void flags_release(struct flags *flags);

#endif
