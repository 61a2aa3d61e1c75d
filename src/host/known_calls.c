#include "host/known_calls.h"

#include "host/workload.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* In a network namespace of our own, any port is free. */
enum {
	TCP_CLIENT = 2001,
	TCP_SERVER = 2002,
	MULTICAST_SENDER = 2003,
	MULTICAST_RECEIVER = 2004,
	CAPTURED_SENDER = 2005,
	CAPTURED_RECEIVER = 2006,
};

#define LO    "127.0.0.1"
#define GROUP "239.1.2.3"

static struct sockaddr_in address_of(const char *ip, uint16_t port)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};

	inet_pton(AF_INET, ip, &address.sin_addr);
	return address;
}

/* Returns a socket that is bound to this address, or -errno. */
static int bind_socket(int type, const char *ip, uint16_t port)
{
	const struct sockaddr_in address = address_of(ip, port);
	const int yes = 1; /* the receivers of a multicast share their port */
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);

	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) < 0 ||
	    bind(fd, (const struct sockaddr *)&address, sizeof(address)) < 0)
		return -errno;
	return fd;
}

static int send_byte(int from, const char *ip, uint16_t port)
{
	const struct sockaddr_in to = address_of(ip, port);

	return sendto(from, "x", 1, 0, (const struct sockaddr *)&to, sizeof(to)) == 1 ? 0 : -errno;
}

/* Connect, send a byte, and end the connection from both ends. */
static int use_tcp(void)
{
	const struct sockaddr_in server = address_of(LO, TCP_SERVER);
	int listener = bind_socket(SOCK_STREAM, LO, TCP_SERVER);
	int client = bind_socket(SOCK_STREAM, LO, TCP_CLIENT), accepted;
	char byte;

	if (listener < 0 || client < 0)
		return listener < 0 ? listener : client;
	if (listen(listener, 1) < 0 ||
	    connect(client, (const struct sockaddr *)&server, sizeof(server)) < 0)
		return -errno;
	accepted = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	if (accepted < 0 || send(client, "x", 1, 0) != 1 || recv(accepted, &byte, 1, 0) != 1)
		return -errno;
	close(client);
	close(accepted);
	return 0;
}

/* Returns 0 or -errno. The socket stays open. */
static int join_group(void)
{
	const struct ip_mreq join = {
		.imr_multiaddr = address_of(GROUP, 0).sin_addr,
		.imr_interface = address_of(LO, 0).sin_addr,
	};
	int fd = bind_socket(SOCK_DGRAM, GROUP, MULTICAST_RECEIVER);

	if (fd < 0)
		return fd;
	return setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &join, sizeof(join)) < 0 ? -errno : 0;
}

/* Send a datagram to a group that two sockets have joined: one of them gets a clone. */
static int use_multicast(void)
{
	const struct in_addr via = address_of(LO, 0).sin_addr;
	int from = bind_socket(SOCK_DGRAM, LO, MULTICAST_SENDER), error = join_group();

	if (!error)
		error = join_group();
	if (from < 0 || error)
		return from < 0 ? from : error;
	if (setsockopt(from, IPPROTO_IP, IP_MULTICAST_IF, &via, sizeof(via)) < 0)
		return -errno;
	return send_byte(from, GROUP, MULTICAST_RECEIVER);
}

/* Listen to new addresses, as `ip monitor` does. Returns 0 or -errno. The socket stays open. */
static int listen_to_netlink(void)
{
	const struct sockaddr_nl group = {.nl_family = AF_NETLINK, .nl_groups = RTMGRP_IPV4_IFADDR};
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);

	if (fd < 0 || bind(fd, (const struct sockaddr *)&group, sizeof(group)) < 0)
		return -errno;
	return 0;
}

/* Give lo a second address. The kernel tells two listeners: the second one gets a clone. */
static int use_netlink(void)
{
	const struct sockaddr_in second = address_of("127.0.0.2", 0);
	struct ifreq alias = {.ifr_name = "lo:1"};
	int any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), error = listen_to_netlink();

	if (!error)
		error = listen_to_netlink();
	if (any < 0 || error)
		return any < 0 ? -errno : error;
	memcpy(&alias.ifr_addr, &second, sizeof(second));
	return ioctl(any, SIOCSIFADDR, &alias) < 0 ? -errno : 0;
}

/* Send a datagram while a packet socket listens. */
static int use_tap(void)
{
	int to = bind_socket(SOCK_DGRAM, LO, CAPTURED_RECEIVER);
	int from = bind_socket(SOCK_DGRAM, LO, CAPTURED_SENDER), error = workload_open_tap();

	if (to < 0 || from < 0 || error)
		return to < 0 ? to : from < 0 ? from : error;
	return send_byte(from, LO, CAPTURED_RECEIVER);
}

int known_calls_make(void)
{
	/* The tap is last, because it is told of all packets, and the acknowledgements of TCP may
	 * be any number. */
	int (*const uses[])(void) = {
		workload_enter_network, use_tcp, use_multicast, use_netlink, use_tap, NULL};
	int error = 0;

	for (int i = 0; uses[i] && !error; i++)
		error = uses[i]();
	return error;
}
