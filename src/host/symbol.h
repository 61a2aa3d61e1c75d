/* symbol: is the kernel function there, and may it be probed? */
#ifndef SKBCLONE_HOST_SYMBOL_H
#define SKBCLONE_HOST_SYMBOL_H

#include "base/status.h"

/*
 * Look for MACHINE_SYMBOL in /proc/kallsyms, and in the list of what kprobes
 * may not touch, where debugfs shows it. root: a descriptor of `/`.
 * STATUS_OK, or STATUS_UNSUPPORTED, logged: there is none, or only what the
 * compiler made of it (skb_clone.isra.0), or it may not be probed.
 */
enum status symbol_check(int root);

#endif
