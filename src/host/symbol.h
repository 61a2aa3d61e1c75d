/* symbol: does the kernel have the traced function, and does it allow a probe there? */
#ifndef SKBCLONE_HOST_SYMBOL_H
#define SKBCLONE_HOST_SYMBOL_H

#include "base/status.h"

/*
 * Look for MACHINE_SYMBOL in /proc/kallsyms, and in the blacklist of kprobes, which is in
 * debugfs. root: a descriptor of `/`. Returns STATUS_OK, or logs and returns
 * STATUS_UNSUPPORTED: the symbol is missing, exists only as a compiler's variant
 * (skb_clone.isra.0), or is on the blacklist.
 */
enum status symbol_check(int root);

#endif
