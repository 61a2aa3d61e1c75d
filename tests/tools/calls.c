/*
 * calls WHAT [N [RATE]]
 *
 * Makes the kernel call skb_clone() for a known cause, in the network namespace that it is
 * started in, whose lo is up. N times (1; 0: until it is killed), and RATE times a second
 * (as fast as it goes).
 *
 *   multicast  a UDP datagram to a group that two sockets have joined, on lo or on the device
 *              whose address is in the environment's VIA: a clone for one of the sockets, and
 *              on an ordinary device one for the local listeners together
 *   timestamp  a UDP datagram over lo whose sender asks when it leaves
 *   renamed    as timestamp, but each from a thread of another name: PID-1, PID-2, ...
 *   flood      UDP datagrams to the address in the environment's TO, until it is killed
 *   stacks     a frame from each device but lo, by each of six system calls, while a packet
 *              socket listens on all devices
 */
#include <arpa/inet.h>
#include <err.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/net_tstamp.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static unsigned long calls = 1, rate;

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

/* Wait until call number `call` is due. */
static void wait_for_turn(unsigned long call)
{
	static struct timespec start;
	struct timespec due;
	unsigned long long ns;

	if (!rate)
		return;
	if (!start.tv_sec)
		clock_gettime(CLOCK_MONOTONIC, &start);
	ns = start.tv_nsec + 1000000000ULL * call / rate;
	due = (struct timespec){start.tv_sec + ns / 1000000000, ns % 1000000000};
	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
}

static void rename_thread(unsigned long number)
{
	char name[32];

	snprintf(name, sizeof(name), "%d-%lu", getpid(), number);
	prctl(PR_SET_NAME, name);
}

static void send_all(int fd, const struct sockaddr_in *to, int renamed)
{
	for (unsigned long call = 0; !calls || call < calls; call++) {
		wait_for_turn(call);
		if (renamed)
			rename_thread(call + 1);
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

static void multicast(void)
{
	const char *ip = getenv("VIA");
	struct in_addr via = address(ip ? ip : "127.0.0.1", 0).sin_addr;
	struct sockaddr_in group = address("239.1.2.3", 7777);
	int fd = udp_socket();

	join(&group, via);
	join(&group, via);
	set(fd, IPPROTO_IP, IP_MULTICAST_IF, &via, sizeof(via));
	send_all(fd, &group, 0);
}

static void timestamp(int renamed)
{
	const int flags = SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE;
	struct sockaddr_in to = address("127.0.0.1", 9);
	int fd = udp_socket();

	set(fd, SOL_SOCKET, SO_TIMESTAMPING, &flags, sizeof(flags));
	send_all(fd, &to, renamed);
}

static void flood(void)
{
	const char *ip = getenv("TO");
	struct sockaddr_in to = address(ip ? ip : "127.0.0.1", 9);
	int fd = udp_socket();

	for (;;)
		(void)sendto(fd, "x", 1, 0, (const struct sockaddr *)&to, sizeof(to));
}

/* A packet socket that listens on all devices, and takes no packet. */
static void listen_everywhere(void)
{
	struct sock_filter drop = BPF_STMT(BPF_RET | BPF_K, 0);
	const struct sock_fprog filter = {.len = 1, .filter = &drop};
	int fd = socket(AF_PACKET, SOCK_RAW, 0);
	const struct sockaddr_ll all = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL)};

	if (fd < 0)
		err(1, "packet socket");
	set(fd, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof(filter));
	if (bind(fd, (const struct sockaddr *)&all, sizeof(all)) < 0)
		err(1, "bind");
}

/* Send the file, which is a frame, in each way that there is. */
static void send_in_all_ways(int fd, int file, char *frame, size_t size)
{
	struct iovec bytes = {frame, size};
	struct mmsghdr message = {.msg_hdr = {.msg_iov = &bytes, .msg_iovlen = 1}};
	const ssize_t sent[] = {
		send(fd, frame, size, 0),
		sendmsg(fd, &message.msg_hdr, 0),
		sendmmsg(fd, &message, 1, 0) == 1 ? (ssize_t)message.msg_len : -1,
		write(fd, frame, size),
		writev(fd, &bytes, 1),
		sendfile(fd, file, &(off_t){0}, size),
	};

	for (size_t i = 0; i < sizeof(sent) / sizeof(sent[0]); i++) {
		if (sent[i] != (ssize_t)size)
			errx(1, "system call %zu sent %zd bytes", i, sent[i]);
	}
}

static void stacks(void)
{
	/* To, from, and the number of an experimental protocol. */
	char frame[ETH_ZLEN] = "to----from--\x88\xb5";
	const struct if_nameindex *device = if_nameindex();
	int fd = socket(AF_PACKET, SOCK_RAW, 0), file = memfd_create("frame", 0);

	if (!device || fd < 0 || write(file, frame, sizeof(frame)) != sizeof(frame))
		err(1, "stacks");
	listen_everywhere();
	for (; device->if_index; device++) {
		const struct sockaddr_ll from = {.sll_family = AF_PACKET,
						 .sll_ifindex = (int)device->if_index};

		if (strcmp(device->if_name, "lo") == 0)
			continue;
		if (bind(fd, (const struct sockaddr *)&from, sizeof(from)) < 0)
			err(1, "bind to %s", device->if_name);
		send_in_all_ways(fd, file, frame, sizeof(frame));
	}
}

int main(int argc, char **argv)
{
	if (argc > 2)
		calls = strtoul(argv[2], NULL, 10);
	if (argc > 3)
		rate = strtoul(argv[3], NULL, 10);
	if (argc > 1 && strcmp(argv[1], "multicast") == 0)
		multicast();
	else if (argc > 1 && strcmp(argv[1], "timestamp") == 0)
		timestamp(0);
	else if (argc > 1 && strcmp(argv[1], "renamed") == 0)
		timestamp(1);
	else if (argc > 1 && strcmp(argv[1], "flood") == 0)
		flood();
	else if (argc > 1 && strcmp(argv[1], "stacks") == 0)
		stacks();
	else
		errx(2, "calls multicast|timestamp|renamed|flood|stacks [N [RATE]]");
	return 0;
}
