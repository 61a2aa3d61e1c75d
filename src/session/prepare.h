/*
 * prepare: the first half of a run. It checks everything that depends on the user, the
 * machine or the output, then gets the object from the cache or a compile. It changes
 * nothing in the kernel. session calls it.
 */
#ifndef SKBCLONE_SESSION_PREPARE_H
#define SKBCLONE_SESSION_PREPARE_H

#include "program/object.h"
#include "session/child.h"
#include "session/session.h"
#include "session/watch.h"

/*
 * root: a descriptor of `/`. Opens watch->process for -p. Fills in the path and user of
 * child. On STATUS_OK the caller calls object_release(). Else returns the exit status. Logs
 * failures.
 */
int prepare(const struct session_options *options, struct source *source, int root,
	    struct watch *watch, struct child *child, struct object *object);

#endif
