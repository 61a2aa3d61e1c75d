/* machine: what this machine has, as far as it decides how it is traced. */
#ifndef SKBCLONE_HOST_MACHINE_H
#define SKBCLONE_HOST_MACHINE_H

#include <stdbool.h>
#include <stdint.h>

/* The kernel function that is traced. */
#define MACHINE_SYMBOL "skb_clone"

/* How many CPUs there may ever be; their numbers are below it. root: a
 * descriptor of `/`. */
uint32_t machine_cpu_count(int root);

/* Is the running kernel at least this version? */
bool machine_kernel_is(unsigned major, unsigned minor);

#endif
