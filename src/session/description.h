/* description: what was run, where and when, as formats that draw show it. session calls
 * it. */
#ifndef SKBCLONE_SESSION_DESCRIPTION_H
#define SKBCLONE_SESSION_DESCRIPTION_H

#include "output/run.h"
#include "session/session.h"

/* Fill in the run, which starts now. */
void description_fill(struct run *run, const struct session_options *options);

#endif
