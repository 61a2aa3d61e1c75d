/*
 * workload: makes the kernel call skb_clone() an exact number of times, in the calling
 * thread. A packet socket listens on loopback. The kernel clones each UDP datagram once for
 * it, and the socket's filter drops the clone. selftest uses it.
 */
#ifndef SKBCLONE_HOST_WORKLOAD_H
#define SKBCLONE_HOST_WORKLOAD_H

#include <netinet/in.h>
#include <stdint.h>

struct workload {
	struct sockaddr_in to;
};

/* Move this process into its own network namespace, where lo is up. Needs CAP_SYS_ADMIN and
 * CAP_NET_ADMIN. Returns 0 or -errno. */
int workload_enter_network(void);

/* Open the packet socket on lo, until the process exits. Returns 0 or -errno. */
int workload_open_tap(void);

/*
 * Move this process into its own network namespace, without packets of other processes, and
 * listen there until the process exits. Needs CAP_SYS_ADMIN and CAP_NET_ADMIN. Returns 0 or
 * -errno.
 */
int workload_open(struct workload *workload);

/* Make so many calls; threads may do so in parallel. Returns 0 or -errno. */
int workload_make_calls(const struct workload *workload, uint64_t calls);

#endif
