#include "event/packet.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

static uint16_t get_16(const uint8_t *bytes)
{
	return bytes[0] << 8 | bytes[1];
}

/* TCP's and UDP's headers begin with the ports. The header starts at header[at]; `size` bytes
 * of the array are valid. */
static void take_ports(struct packet *packet, const uint8_t *header, size_t at, size_t size)
{
	if (at + 4 > size)
		return;
	packet->source_port = get_16(header + at);
	packet->destination_port = get_16(header + at + 2);
	packet->parts |= PACKET_PORTS;
}

/* The transport header starts at header[at]; `size` bytes of the array are valid. left: bytes
 * of the packet from that header to its end. */
static void take_transport(struct packet *packet, const uint8_t *header, size_t at, size_t size,
			   uint32_t left)
{
	/* Short frames are padded. The padding does not belong to the packet. */
	if (size > at + left)
		size = at + left;
	if (packet->protocol == IPPROTO_TCP || packet->protocol == IPPROTO_UDP)
		take_ports(packet, header, at, size);
	if (packet->protocol == IPPROTO_TCP && at + 14 <= size) {
		uint32_t own = (header[at + 12] >> 4) * 4;

		packet->flags = header[at + 13];
		packet->parts |= PACKET_FLAGS;
		if (own >= 20 && own <= left) {
			packet->length = left - own;
			packet->parts |= PACKET_LENGTH;
		}
	}
	if (packet->protocol == IPPROTO_UDP && left >= 8) {
		packet->length = left - 8;
		packet->parts |= PACKET_LENGTH;
	}
}

static void take_ipv4(struct packet *packet, const struct skbclone_packet *raw)
{
	const uint8_t *header = raw->headers;
	size_t own = (header[0] & 0xf) * 4;
	uint32_t total = get_16(header + 2);

	if (raw->header_size < 20 || own < 20)
		return;
	packet->family = AF_INET;
	packet->protocol = header[9];
	memcpy(packet->source, header + 12, 4);
	memcpy(packet->destination, header + 16, 4);
	packet->parts |= PACKET_ADDRESSES | PACKET_PROTOCOL;
	/* The total is 0 if the packet is larger than 64 KiB and the device will cut it. */
	if (total == 0)
		total = raw->network_length;
	/* Only the first fragment has the transport header. */
	if ((get_16(header + 6) & 0x1fff) == 0 && total >= own)
		take_transport(packet, header, own, raw->header_size, total - own);
}

/* Is it an IPv6 extension header that another header follows? RFC 8200, 4.1 */
static bool is_extension(uint8_t protocol)
{
	return protocol == IPPROTO_HOPOPTS || protocol == IPPROTO_ROUTING ||
	       protocol == IPPROTO_DSTOPTS || protocol == IPPROTO_FRAGMENT;
}

static void take_ipv6(struct packet *packet, const struct skbclone_packet *raw)
{
	const uint8_t *header = raw->headers;
	size_t at = 40;
	uint32_t total = get_16(header + 4);
	uint8_t protocol = header[6];

	if (raw->header_size < 40)
		return;
	packet->family = AF_INET6;
	memcpy(packet->source, header + 8, 16);
	memcpy(packet->destination, header + 24, 16);
	packet->parts |= PACKET_ADDRESSES;
	total = 40 + (total ? total : raw->network_length - 40);
	while (is_extension(protocol)) {
		size_t size;

		if (at + 8 > raw->header_size)
			return; /* the program did not copy the rest */
		if (protocol == IPPROTO_FRAGMENT && (get_16(header + at + 2) & 0xfff8)) {
			packet->protocol = header[at];
			packet->parts |= PACKET_PROTOCOL;
			return;
		}
		size = protocol == IPPROTO_FRAGMENT ? 8 : 8 + header[at + 1] * 8;
		protocol = header[at];
		at += size;
	}
	packet->protocol = protocol;
	packet->parts |= PACKET_PROTOCOL;
	if (total >= at)
		take_transport(packet, header, at, raw->header_size, total - at);
}

/* The protocol of the network header. In a frame with a VLAN tag, it stands in the two bytes before
 * that header. If the header is the tag itself, these bytes are the tag's number. They are no
 * protocol if the frame has a length there, as in 802.3. */
static uint16_t network_protocol(const struct skbclone_packet *raw)
{
	uint16_t protocol = ntohs(raw->protocol), inner = ntohs(raw->ethertype);
	bool is_tagged = protocol == ETH_P_8021Q || protocol == ETH_P_8021AD;

	return is_tagged && inner >= ETH_P_802_3_MIN ? inner : protocol;
}

static void take_headers(struct packet *packet, const struct skbclone_packet *raw)
{
	uint16_t protocol = network_protocol(raw);
	uint8_t version = raw->headers[0] >> 4;

	packet->from = PACKET_FROM_HEADERS;
	if (protocol == ETH_P_IP && version == 4)
		take_ipv4(packet, raw);
	else if (protocol == ETH_P_IPV6 && version == 6)
		take_ipv6(packet, raw);
	if (packet->family)
		return;
	packet->family = AF_PACKET;
	packet->protocol = protocol;
	packet->parts |= PACKET_PROTOCOL;
	if (protocol != ETH_P_ARP) {
		packet->length = raw->network_length;
		packet->parts |= PACKET_LENGTH;
	}
}

/* Is it an IPv4 address in the form of IPv6, ::ffff:a.b.c.d? RFC 4291, 2.5.5.2 */
static bool is_mapped(const uint8_t address[16])
{
	static const uint8_t prefix[12] = {[10] = 0xff, 0xff};

	return memcmp(address, prefix, sizeof(prefix)) == 0;
}

/* A segment that TCP sends has no headers yet. The addresses and ports are those of its socket;
 * flags and length are those of its control block. */
static void take_tcp_socket(struct packet *packet, const struct skbclone_packet *raw)
{
	size_t size = raw->socket_family == AF_INET6 ? 16 : 4, skip = 0;

	if (raw->socket_family != AF_INET && raw->socket_family != AF_INET6)
		return;
	packet->from = PACKET_FROM_SOCKET;
	packet->family = raw->socket_family;
	/* A socket of IPv6 may speak IPv4. Then both addresses are mapped ones. */
	if (size == 16 && is_mapped(raw->destination)) {
		packet->family = AF_INET;
		size = 4;
		skip = 12;
	}
	memcpy(packet->source, raw->source + skip, size);
	memcpy(packet->destination, raw->destination + skip, size);
	packet->source_port = raw->source_port;
	packet->destination_port = ntohs(raw->destination_port);
	packet->protocol = IPPROTO_TCP;
	packet->flags = raw->tcp_flags;
	packet->length = raw->length;
	packet->parts =
		PACKET_ADDRESSES | PACKET_PORTS | PACKET_PROTOCOL | PACKET_FLAGS | PACKET_LENGTH;
}

static void take_netlink(struct packet *packet, const struct skbclone_packet *raw)
{
	packet->family = AF_NETLINK;
	packet->length = raw->length;
	packet->parts = PACKET_LENGTH;
	if (raw->socket_family == AF_NETLINK) {
		packet->from = PACKET_FROM_SOCKET;
		packet->protocol = raw->socket_protocol;
		packet->parts |= PACKET_PROTOCOL;
	}
}

void packet_decode(struct packet *packet, const struct skbclone_packet *raw,
		   const struct cause *cause)
{
	*packet = (struct packet){0};
	if (cause->trust & FROM_NETLINK)
		take_netlink(packet, raw);
	else if (cause->trust & FROM_HEADERS && raw->header_size)
		take_headers(packet, raw);
	else if (cause->trust & FROM_SOCKET && raw->has_sender)
		take_tcp_socket(packet, raw);
	if (cause->trust & WITH_DEVICE) {
		memcpy(packet->device, raw->device, sizeof(packet->device) - 1);
		packet->netns = raw->netns;
	}
	if (packet->from == PACKET_FROM_SOCKET)
		packet->netns = raw->socket_netns;
}

bool packet_has_fin(const struct skbclone_packet *raw)
{
	return raw->tcp_flags & SKBCLONE_FIN;
}
