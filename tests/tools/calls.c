/*
 * calls WHAT [N]
 *
 * Makes the kernel call skb_clone() for a known cause, in the network namespace that it is
 * started in, whose lo is up. N times (1).
 *
 *   multicast  a UDP datagram to a group that two sockets have joined, on lo or on the device
 *              whose address is in the environment's VIA: a clone for one of the sockets, and
 *              on an ordinary device one for the local listeners together
 *   timestamp  a UDP datagram over lo whose sender asks when it leaves
 *   flood      UDP datagrams to the address in the environment's TO, until it is killed
 */
#include <arpa/inet.h>
#include <err.h>
#include <linux/net_tstamp.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static int udp_socket(void)
{
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	if (fd < 0)
		err(1, "socket");
	return fd;
}

static struct sockaddr_in address(const char *ip, int port)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};

	if (inet_pton(AF_INET, ip, &to.sin_addr) != 1)
		errx(2, "%s: no address", ip);
	return to;
}

static void set(int fd, int level, int option, const void *value, socklen_t size)
{
	if (setsockopt(fd, level, option, value, size) < 0)
		err(1, "setsockopt %d", option);
}

static void send_all(int fd, const struct sockaddr_in *to, unsigned long calls)
{
	for (; calls > 0; calls--) {
		if (sendto(fd, "fifteen bytes!!", 15, 0, (const struct sockaddr *)to,
			   sizeof(*to)) != 15)
			err(1, "sendto");
	}
}

static void join(const struct sockaddr_in *group, struct in_addr via)
{
	const struct ip_mreq request = {group->sin_addr, via};
	const int yes = 1;
	int fd = udp_socket();

	set(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(fd, (const struct sockaddr *)group, sizeof(*group)) < 0)
		err(1, "bind");
	set(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request, sizeof(request));
}

static void multicast(unsigned long calls)
{
	const char *ip = getenv("VIA");
	struct in_addr via = address(ip ? ip : "127.0.0.1", 0).sin_addr;
	struct sockaddr_in group = address("239.1.2.3", 7777);
	int fd = udp_socket();

	join(&group, via);
	join(&group, via);
	set(fd, IPPROTO_IP, IP_MULTICAST_IF, &via, sizeof(via));
	send_all(fd, &group, calls);
}

static void timestamp(unsigned long calls)
{
	const int flags = SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE;
	struct sockaddr_in to = address("127.0.0.1", 9);
	int fd = udp_socket();

	set(fd, SOL_SOCKET, SO_TIMESTAMPING, &flags, sizeof(flags));
	send_all(fd, &to, calls);
}

static void flood(void)
{
	const char *ip = getenv("TO");
	struct sockaddr_in to = address(ip ? ip : "127.0.0.1", 9);
	int fd = udp_socket();

	for (;;)
		(void)sendto(fd, "x", 1, 0, (const struct sockaddr *)&to, sizeof(to));
}

int main(int argc, char **argv)
{
	unsigned long calls = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;

	if (argc > 1 && strcmp(argv[1], "multicast") == 0)
		multicast(calls);
	else if (argc > 1 && strcmp(argv[1], "timestamp") == 0)
		timestamp(calls);
	else if (argc > 1 && strcmp(argv[1], "flood") == 0)
		flood();
	else
		errx(2, "calls multicast|timestamp|flood [N]");
	return 0;
}
