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

/* The number of CPUs that are online now; others may come and go while a run traces. root: a
 * descriptor of `/`. */
uint32_t machine_online_cpus(int root);

/* The memory in bytes that programs can still get without swapping; UINT64_MAX: the kernel
 * does not tell. root: a descriptor of `/`. */
uint64_t machine_available_memory(int root);

/* Is the running kernel at least this version? */
bool machine_kernel_is(unsigned major, unsigned minor);

#endif
