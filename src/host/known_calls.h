/*
 * known_calls: makes the kernel call skb_clone() for known causes, a known number of times, in a
 * network namespace of its own. Addresses and ports are fixed there, so that the packet of each
 * call is known as well. selftest uses it, and has the table of what is to be seen.
 */
#ifndef SKBCLONE_HOST_KNOWN_CALLS_H
#define SKBCLONE_HOST_KNOWN_CALLS_H

/*
 * Move this process into a network namespace of its own, and make the calls there. What they need
 * stays open until the process exits, so it has to exit afterwards. Needs CAP_SYS_ADMIN and
 * CAP_NET_ADMIN. Returns 0 or -errno.
 */
int known_calls_make(void);

#endif
