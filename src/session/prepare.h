/*
 * prepare: the first half of a run: all that can fail for reasons of the user, the machine
 * or the output, and then the object, out of the cache or compiled. Nothing of the kernel
 * is touched yet.
 */
#ifndef SKBCLONE_SESSION_PREPARE_H
#define SKBCLONE_SESSION_PREPARE_H

#include "program/object.h"
#include "session/child.h"
#include "session/session.h"
#include "session/watch.h"

/*
 * root: a descriptor of `/`. Fills in what `watch` knows of the process of -p, and what
 * `child` knows of COMMAND. STATUS_OK: the object is the caller's to release; it is empty
 * if a signal ended the compile, see watch->ending_signal. Else the exit status, logged.
 */
int prepare(const struct session_options *options, const struct source_ops *source, int root,
	    struct watch *watch, struct child *child, struct object *object);

#endif
