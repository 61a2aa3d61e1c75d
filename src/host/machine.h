/*
 * machine: can this kernel be traced by us? Reads /proc and /sys below a root
 * directory, so that tests can show it another machine.
 */
#ifndef SKBCLONE_HOST_MACHINE_H
#define SKBCLONE_HOST_MACHINE_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

/* The kernel function that is traced. */
#define MACHINE_SYMBOL "skb_clone"

/*
 * Check what both variants need, privileges first, and log the first thing
 * that is missing with its remedy. root: a descriptor of `/`. STATUS_OK,
 * STATUS_NOT_PERMITTED or STATUS_UNSUPPORTED.
 */
enum status machine_check(int root);

/*
 * Is the function there to be traced? Apart from the other checks because
 * reading all of kallsyms takes longer than all they do: it is to be called
 * before a compile, or to explain a failure.
 */
enum status machine_check_symbol(int root);

/* How many CPUs there may ever be; their numbers are below it. */
uint32_t machine_cpu_count(int root);

/* Is the running kernel at least this version? */
bool machine_kernel_is(unsigned major, unsigned minor);

#endif
