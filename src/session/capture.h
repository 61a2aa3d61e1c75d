/*
 * capture: the kernel side of a run. It owns the loaded program, the counters that it
 * writes, and the source of rows.
 */
#ifndef SKBCLONE_SESSION_CAPTURE_H
#define SKBCLONE_SESSION_CAPTURE_H

#include "program/loaded.h"
#include "session/filter.h"
#include "source/source.h"

struct capture {
	struct source *source;
	struct loaded loaded;
	struct counters counters;
};

/*
 * Load the object, and connect the source to it; the source is the capture's from here on.
 * root: a descriptor of `/`. cpu_count: possible CPUs. Logs what fails; capture_close() is
 * to follow in any case.
 */
enum status capture_open(struct capture *capture, struct source *source,
			 const struct object *object, const struct filter *filter, int root,
			 uint32_t cpu_count);

/* From here on calls are counted. Logs what fails, and looks for the reason. */
enum status capture_attach(struct capture *capture, int root);

/* From the return on no further call is counted. */
void capture_detach(struct capture *capture);

/* Warn if some of COMMAND's processes could not be followed. */
void capture_report_unfollowed(const struct capture *capture);

/* A capture that is open, or zeroed but for its source. */
void capture_close(struct capture *capture);

#endif
