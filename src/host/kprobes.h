/* kprobes: does the kernel have kprobes, and are they switched on? The table of checks calls it. */
#ifndef SKBCLONE_HOST_KPROBES_H
#define SKBCLONE_HOST_KPROBES_H

#include "base/status.h"

#include <stdbool.h>

/* Was the kernel built with them? root: a descriptor of `/`. */
bool kprobes_exist(int root);

/* Check that kprobes exist and are switched on. Logs. root: a descriptor of `/`. */
enum status kprobes_check(int root);

#endif
