/* machine: the properties of this machine that decide how we trace it. */
#ifndef SKBCLONE_HOST_MACHINE_H
#define SKBCLONE_HOST_MACHINE_H

#include <stdbool.h>
#include <stdint.h>

/* The kernel function that is traced. */
#define MACHINE_SYMBOL "skb_clone"

/* The number of possible CPUs; the number of each CPU is below it. root: a descriptor of
 * `/`. */
uint32_t machine_cpu_count(int root);

/* Is the running kernel at least this version? */
bool machine_kernel_is(unsigned major, unsigned minor);

#endif
