#include "host/workload.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

int workload_enter_network(void)
{
	struct ifreq lo = {.ifr_name = "lo", .ifr_flags = IFF_UP};
	int any, error = 0;

	if (unshare(CLONE_NEWNET) < 0)
		return -errno;
	any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (any < 0)
		return -errno;
	if (ioctl(any, SIOCSIFFLAGS, &lo) < 0)
		error = -errno;
	close(any);
	return error;
}

int workload_open_tap(void)
{
	struct sock_filter drop = BPF_STMT(BPF_RET | BPF_K, 0);
	struct sock_fprog filter = {.len = 1, .filter = &drop};
	struct sockaddr_ll lo = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL)};
	/* Protocol 0: the socket receives nothing before bind(2). */
	int tap = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);

	lo.sll_ifindex = if_nametoindex("lo");
	if (tap < 0 || setsockopt(tap, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof(filter)) < 0 ||
	    bind(tap, (struct sockaddr *)&lo, sizeof(lo)) < 0)
		return -errno;
	return 0;
}

/* Nobody reads this socket. The kernel drops what does not fit, but clones it before. */
static int bind_receiver(struct sockaddr_in *address)
{
	socklen_t size = sizeof(*address);
	int receiver = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	*address = (struct sockaddr_in){.sin_family = AF_INET};
	address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (receiver < 0 || bind(receiver, (struct sockaddr *)address, size) < 0 ||
	    getsockname(receiver, (struct sockaddr *)address, &size) < 0)
		return -errno;
	return 0;
}

int workload_open(struct workload *workload)
{
	int error = workload_enter_network();

	if (!error)
		error = workload_open_tap();
	if (!error)
		error = bind_receiver(&workload->to);
	return error;
}

int workload_make_calls(const struct workload *workload, uint64_t calls)
{
	int from = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), error = 0;

	if (from < 0)
		return -errno;
	if (connect(from, (const struct sockaddr *)&workload->to, sizeof(workload->to)) < 0)
		error = -errno;
	for (; calls > 0 && !error; calls--) {
		if (send(from, "x", 1, 0) != 1)
			error = -errno;
	}
	close(from);
	return error;
}
