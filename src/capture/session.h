/*
 * session: one run of a tracing subcommand, from the checks of the machine to
 * the summary: what is set up in which order, and taken down in the reverse.
 */
#ifndef SKBCLONE_CAPTURE_SESSION_H
#define SKBCLONE_CAPTURE_SESSION_H

#include "base/status.h"
#include "capture/source.h"
#include "output/format.h"

#include <stdbool.h>
#include <stdint.h>

struct session_options {
	const struct format *format;
	uint64_t duration_ns; /* 0: no end */
	uint64_t max_events;  /* 0: no end */
	bool quiet;	      /* no banner, no text summary */
};

/* Run to the end. The source is freed. */
enum status session_run(const struct session_options *options, struct source *source);

/* The clang flags that every program is compiled with; ends with a NULL. */
extern const char *const session_flags[];

#endif
