/*
 * workload: makes the kernel call skb_clone() an exact number of times, on
 * behalf of the threads that ask for it. Each UDP datagram sent over loopback
 * is cloned once for a packet socket that listens there, whose filter then
 * drops the clone.
 */
#ifndef SKBCLONE_HOST_WORKLOAD_H
#define SKBCLONE_HOST_WORKLOAD_H

#include <netinet/in.h>
#include <stdint.h>

struct workload {
	struct sockaddr_in to;
};

/*
 * Move this process into a network namespace of its own, where nobody else's
 * packets are heard, and listen there until it ends. Needs CAP_SYS_ADMIN and
 * CAP_NET_ADMIN. 0 or -errno.
 */
int workload_open(struct workload *workload);

/* Make so many calls; any thread may. 0 or -errno. */
int workload_make_calls(const struct workload *workload, uint64_t calls);

#endif
