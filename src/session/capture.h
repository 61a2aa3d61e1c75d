/*
 * capture: the kernel side of a run. It owns the loaded program, the program's counters,
 * and the source of rows. session calls it.
 */
#ifndef SKBCLONE_SESSION_CAPTURE_H
#define SKBCLONE_SESSION_CAPTURE_H

#include "host/switches.h"
#include "program/loaded.h"
#include "session/filter.h"
#include "source/source.h"

struct capture {
	struct source *source;
	struct loaded loaded;
	struct counters counters;
	bool was_off; /* the probes were found switched off */
	struct switches switches;
};

/* Holds only the source; capture_close() accepts it. (GCC 10 warns of the fields behind a
 * compound literal.) */
#define CAPTURE_CLOSED(opened) ((struct capture){.source = (opened), .switches = SWITCHES_CLOSED})

/* Load the object, and connect the source to it. The capture owns the source from now on.
 * way: see loaded_open(). root: a descriptor of `/`. cpu_count: possible CPUs. Logs failures.
 * Call capture_close() afterwards, also after a failure. */
enum status capture_open(struct capture *capture, struct source *source,
			 const struct object *object, enum way way, const struct filter *filter,
			 int root, uint32_t cpu_count);

/* Attach the programs: calls are counted from now on. Logs a failure and its reason. */
enum status capture_attach(struct capture *capture, int root);

/* Look whether the kernel's probes are still switched on, and warn once if they are not. Calls
 * are not seen meanwhile, and nobody counts them. */
void capture_look(struct capture *capture);

/* Detach the programs: after the return no further call is counted. */
void capture_detach(struct capture *capture);

/* Warn if some of COMMAND's processes could not be followed. */
void capture_report_unfollowed(const struct capture *capture);

/* Accepts an open capture, or a closed one, which has only its source. Frees the source. */
void capture_close(struct capture *capture);

#endif
