/*
 * workload CALLS [THREADS [COMM [PROCESSES]]]
 *
 * Makes the kernel call skb_clone() exactly CALLS times, on behalf of this
 * process: each UDP datagram sent over loopback is cloned once for a packet
 * socket that listens there, and whose filter then drops the clone.
 * CALLS 0 means: until killed. With COMM, the threads bear that name. With
 * PROCESSES, so many children, one after the other, make CALLS calls each.
 *
 * Prints how long the sending took, in nanoseconds.
 *
 * The sockets are in a network namespace of their own, so that two workloads
 * do not hear each other's packets: run it as root.
 */
#include "base/clock.h"

#include <arpa/inet.h>
#include <err.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_THREADS = 64 };

struct sender {
	pthread_t thread;
	unsigned long calls;
	bool forever;
	const char *comm;
	struct sockaddr_in to;
};

static void enter_own_network(void)
{
	struct ifreq lo = {.ifr_name = "lo", .ifr_flags = IFF_UP};
	int any;

	if (unshare(CLONE_NEWNET) < 0)
		err(1, "network namespace");
	any = socket(AF_INET, SOCK_DGRAM, 0);
	if (any < 0 || ioctl(any, SIOCSIFFLAGS, &lo) < 0)
		err(1, "lo");
	close(any);
}

static void open_tap(void)
{
	struct sock_filter drop = BPF_STMT(BPF_RET | BPF_K, 0);
	struct sock_fprog filter = {.len = 1, .filter = &drop};
	struct sockaddr_ll lo = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL)};
	int tap = socket(AF_PACKET, SOCK_RAW, 0); /* hears nothing until it is bound */

	if (tap < 0)
		err(1, "packet socket");
	if (setsockopt(tap, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof(filter)) < 0)
		err(1, "filter");
	lo.sll_ifindex = if_nametoindex("lo");
	if (bind(tap, (struct sockaddr *)&lo, sizeof(lo)) < 0)
		err(1, "bind to lo");
}

static void bind_receiver(struct sockaddr_in *address)
{
	socklen_t size = sizeof(*address);
	int receiver = socket(AF_INET, SOCK_DGRAM, 0);

	*address = (struct sockaddr_in){.sin_family = AF_INET};
	address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (receiver < 0 || bind(receiver, (struct sockaddr *)address, size) < 0 ||
	    getsockname(receiver, (struct sockaddr *)address, &size) < 0)
		err(1, "receiver");
}

static void *send_all(void *argument)
{
	struct sender *sender = argument;
	int from = socket(AF_INET, SOCK_DGRAM, 0);

	if (sender->comm)
		prctl(PR_SET_NAME, sender->comm);
	if (from < 0 || connect(from, (struct sockaddr *)&sender->to, sizeof(sender->to)) < 0)
		err(1, "sender");
	for (unsigned long i = 0; sender->forever || i < sender->calls; i++) {
		if (send(from, "x", 1, 0) != 1)
			err(1, "send");
	}
	close(from);
	return NULL;
}

static void send_by_children(unsigned long calls, unsigned long processes, const char *comm,
			     const struct sockaddr_in *to)
{
	while (processes-- > 0) {
		struct sender sender = {.calls = calls, .comm = comm, .to = *to};
		int status;
		pid_t child = fork();

		if (child < 0)
			err(1, "fork");
		if (child == 0) {
			send_all(&sender);
			_exit(0);
		}
		if (waitpid(child, &status, 0) < 0 || status != 0)
			errx(1, "a child failed");
	}
}

int main(int argc, char **argv)
{
	static struct sender senders[MAX_THREADS];
	unsigned long calls = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;
	unsigned threads = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
	struct sockaddr_in to;
	uint64_t start_ns;

	if (threads < 1 || threads > MAX_THREADS)
		errx(2, "1 to %d threads", MAX_THREADS);
	enter_own_network();
	open_tap();
	bind_receiver(&to);
	start_ns = clock_ns();
	if (argc > 4) {
		send_by_children(calls, strtoul(argv[4], NULL, 10), argv[3], &to);
		threads = 0;
	}
	for (unsigned i = 0; i < threads; i++) {
		senders[i] = (struct sender){
			.calls = calls / threads + (i < calls % threads),
			.forever = calls == 0,
			.comm = argc > 3 ? argv[3] : NULL,
			.to = to,
		};
		if (pthread_create(&senders[i].thread, NULL, send_all, &senders[i]) != 0)
			errx(1, "no thread");
	}
	for (unsigned i = 0; i < threads; i++)
		pthread_join(senders[i].thread, NULL);
	printf("%llu\n", (unsigned long long)(clock_ns() - start_ns));
	return 0;
}
