/*
 * match: which calls count, as the user asked, and what that means for the
 * program: what is compiled in, and the values that it compares with.
 */
#ifndef SKBCLONE_CAPTURE_MATCH_H
#define SKBCLONE_CAPTURE_MATCH_H

#include "base/status.h"
#include "programs/event.h"

#include <stdbool.h>
#include <stdint.h>

struct match {
	const char *comm; /* NULL: any */
	uint32_t tgid;    /* 0: any */
	bool tree;        /* what this process forks, and its descendants */
	bool per_process; /* COUNT is each process's own */
};

enum { MATCH_MAX_FLAGS = 12, MATCH_FLAG_SIZE = 40 };

/* clang's flags, as text and as the list that ends with a NULL. */
struct match_flags {
	char text[MATCH_MAX_FLAGS][MATCH_FLAG_SIZE];
	const char *list[MATCH_MAX_FLAGS + 1];
};

/* The flags, with the kernel's offsets where they are needed. Logs what fails. */
enum status match_flags(const struct match *match, struct match_flags *flags);

/* The values. */
void match_config(const struct match *match, struct skbclone_config *config);

#endif
