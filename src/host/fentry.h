/* fentry: can the kernel run a program at a function's entry without a kprobe? The table of checks
 * calls it. */
#ifndef SKBCLONE_HOST_FENTRY_H
#define SKBCLONE_HOST_FENTRY_H

#include "base/status.h"

#include <stdbool.h>

/* Does fentry_check() pass? Silent. */
bool fentry_exists(int root);

/* Check it for MACHINE_SYMBOL, without attaching anything. Logs. root: a descriptor of `/`. */
enum status fentry_check(int root);

#endif
