#include "event/packet.h"

#include "base/array.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <stdio.h>
#include <sys/socket.h>

static void put_address(const struct packet *packet, const uint8_t *address, char *text)
{
	text[0] = '\0';
	if (packet->parts & PACKET_ADDRESSES)
		inet_ntop(packet->family, address, text, PACKET_ADDRESS_SIZE);
}

void packet_source(const struct packet *packet, char text[PACKET_ADDRESS_SIZE])
{
	put_address(packet, packet->source, text);
}

void packet_destination(const struct packet *packet, char text[PACKET_ADDRESS_SIZE])
{
	put_address(packet, packet->destination, text);
}

void packet_flags(const struct packet *packet, char text[PACKET_FLAGS_SIZE])
{
	static const struct {
		uint8_t bit;
		char letter;
	} flags[] = {{0x01, 'F'}, {0x02, 'S'}, {0x04, 'R'}, {0x08, 'P'},
		     {0x10, '.'}, {0x20, 'U'}, {0x40, 'E'}, {0x80, 'W'}};

	for (size_t i = 0; i < ARRAY_SIZE(flags) && packet->parts & PACKET_FLAGS; i++) {
		if (packet->flags & flags[i].bit)
			*text++ = flags[i].letter;
	}
	*text = '\0';
}

const char *packet_family(const struct packet *packet)
{
	switch (packet->family) {
	case AF_INET:
		return "inet";
	case AF_INET6:
		return "inet6";
	case AF_NETLINK:
		return "netlink";
	case AF_PACKET:
		return "packet";
	default:
		return NULL;
	}
}

struct protocol_name {
	int family;
	uint16_t number;
	const char *name;
};

/* Numbers of linux/in.h, linux/if_ether.h and linux/netlink.h. The names are those that
 * tcpdump(8) and ss(8) print, in lower case. */
static const struct protocol_name protocol_names[] = {
	{AF_INET, 1, "icmp"},
	{AF_INET, 2, "igmp"},
	{AF_INET, 6, "tcp"},
	{AF_INET, 17, "udp"},
	{AF_INET, 47, "gre"},
	{AF_INET, 50, "esp"},
	{AF_INET, 58, "icmp6"},
	{AF_INET, 89, "ospf"},
	{AF_INET, 132, "sctp"},
	{AF_PACKET, ETH_P_ARP, "arp"},
	{AF_NETLINK, 0, "route"},
	{AF_NETLINK, 4, "sock_diag"},
	{AF_NETLINK, 6, "xfrm"},
	{AF_NETLINK, 9, "audit"},
	{AF_NETLINK, 10, "fib_lookup"},
	{AF_NETLINK, 11, "connector"},
	{AF_NETLINK, 12, "netfilter"},
	{AF_NETLINK, 15, "kobject_uevent"},
	{AF_NETLINK, 16, "generic"},
};

const char *packet_protocol(const struct packet *packet, char text[PACKET_NUMBER_SIZE])
{
	int family = packet->family == AF_INET6 ? AF_INET : packet->family;

	if (!(packet->parts & PACKET_PROTOCOL))
		return NULL;
	for (size_t i = 0; i < ARRAY_SIZE(protocol_names); i++) {
		if (protocol_names[i].family == family &&
		    protocol_names[i].number == packet->protocol)
			return protocol_names[i].name;
	}
	snprintf(text, PACKET_NUMBER_SIZE, family == AF_PACKET ? "0x%04x" : "%u", packet->protocol);
	return text;
}

const char *packet_from(const struct packet *packet)
{
	static const char *const names[] = {
		[PACKET_FROM_NOTHING] = NULL,
		[PACKET_FROM_HEADERS] = "headers",
		[PACKET_FROM_SOCKET] = "socket",
	};

	return names[packet->from];
}

/* `127.0.0.1:80`, `[::1]:80`, or the address alone */
static int endpoint(const struct packet *packet, const char *address, uint16_t port, char *text,
		    size_t size)
{
	if (!(packet->parts & PACKET_PORTS))
		return snprintf(text, size, "%s", address);
	return snprintf(text, size, packet->family == AF_INET6 ? "[%s]:%u" : "%s:%u", address,
			port);
}

void packet_text(const struct packet *packet, const char *device, char *text, size_t size)
{
	char source[PACKET_ADDRESS_SIZE], destination[PACKET_ADDRESS_SIZE];
	char from[PACKET_ADDRESS_SIZE + 8], to[PACKET_ADDRESS_SIZE + 8], flags[PACKET_FLAGS_SIZE];
	char number[PACKET_NUMBER_SIZE], length[12] = "";
	const char *protocol = packet_protocol(packet, number);

	packet_source(packet, source);
	packet_destination(packet, destination);
	packet_flags(packet, flags);
	endpoint(packet, source, packet->source_port, from, sizeof(from));
	endpoint(packet, destination, packet->destination_port, to, sizeof(to));
	/* A segment without data has no length to show. */
	if (packet->parts & PACKET_LENGTH && (packet->length || !(packet->parts & PACKET_FLAGS)))
		snprintf(length, sizeof(length), "%u", packet->length);
	snprintf(text, size, "%s%s%s%s%s%s%s%s%s%s%s%s", from, source[0] ? " > " : "",
		 source[0] ? to : "", source[0] && protocol ? " " : "",
		 packet->family == AF_NETLINK ? (protocol ? "netlink " : "netlink") : "",
		 protocol ? protocol : "", flags[0] ? " " : "", flags, length[0] ? " " : "", length,
		 device[0] ? (packet->family ? " dev " : "dev ") : "", device);
}
