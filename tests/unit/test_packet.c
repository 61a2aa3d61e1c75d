/* Packets from bytes, as tcpdump would show them. */
#include "event/packet.h"
#include "unit.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <string.h>
#include <sys/socket.h>

static const struct cause by_headers = {.trust = FROM_HEADERS | WITH_DEVICE};
static const struct cause by_socket = {.trust = FROM_SOCKET};
static const struct cause by_netlink = {.trust = FROM_NETLINK};
static const struct cause by_nothing = {.trust = 0};

/* Headers as hexadecimal digits; a blank is skipped. */
static struct skbclone_packet raw_packet(uint16_t protocol, const char *hex)
{
	struct skbclone_packet raw = {.protocol = htons(protocol), .device = "lo"};

	for (; *hex; hex++) {
		const char *digits = "0123456789abcdef";
		const char *digit = strchr(digits, *hex);

		if (*hex == ' ')
			continue;
		assert_non_null(digit);
		assert_true(raw.header_size / 2 < SKBCLONE_HEADER_SIZE);
		raw.headers[raw.header_size / 2] =
			raw.headers[raw.header_size / 2] << 4 | (digit - digits);
		raw.header_size++;
	}
	raw.header_size /= 2;
	raw.length = raw.network_length = raw.header_size;
	return raw;
}

static void expect(const struct skbclone_packet *raw, const struct cause *cause, const char *text)
{
	struct packet packet;
	char line[256];

	packet_decode(&packet, raw, cause);
	packet_text(&packet, packet.device, line, sizeof(line));
	assert_string_equal(line, text);
}

#define IPV4_UDP                                                                                   \
	"4500002b 00004000 40110000 7f000001 7f000002 " /* 15 bytes of data */                     \
	"ad18 1f40 0017 0000"

static void test_packet_decode__reads_ipv4(void **state)
{
	struct skbclone_packet raw = raw_packet(ETH_P_IP, IPV4_UDP);

	(void)state;
	expect(&raw, &by_headers, "127.0.0.1:44312 > 127.0.0.2:8000 udp 15 dev lo");
	raw = raw_packet(ETH_P_IP, "45000028 00004000 40060000 7f000001 7f000002 "
				   "ad18 1f40 00000000 00000000 5002 ffff 0000 0000");
	expect(&raw, &by_headers, "127.0.0.1:44312 > 127.0.0.2:8000 tcp S dev lo");
	raw = raw_packet(ETH_P_IP, "45000076 00004000 40060000 7f000001 7f000002 "
				   "ad18 1f40 00000000 00000000 5018 ffff 0000 0000");
	expect(&raw, &by_headers, "127.0.0.1:44312 > 127.0.0.2:8000 tcp P. 78 dev lo");
	raw = raw_packet(ETH_P_IP, "45000054 00004000 40010000 7f000001 7f000002 0800 0000");
	expect(&raw, &by_headers, "127.0.0.1 > 127.0.0.2 icmp dev lo");
	raw = raw_packet(ETH_P_IP, "45000054 00004000 40fd0000 7f000001 7f000002 0800 0000");
	expect(&raw, &by_headers, "127.0.0.1 > 127.0.0.2 253 dev lo");
}

static void test_packet_decode__has_no_ports_of_later_fragments(void **state)
{
	struct skbclone_packet raw = raw_packet(
		ETH_P_IP, "45000054 00002001 40110000 7f000001 7f000002 ad18 1f40 0017 0000");

	(void)state;
	expect(&raw, &by_headers, "127.0.0.1 > 127.0.0.2 udp dev lo");
	raw = raw_packet(ETH_P_IPV6,
			 "60000000 0010 2c40 fe800000000000000000000000000001 "
			 "ff020000000000000000000000000001 1100 0008 00000001 ad18 1f40 0008 0000");
	expect(&raw, &by_headers, "fe80::1 > ff02::1 udp dev lo");
}

static void test_packet_decode__reads_ipv6_behind_extensions(void **state)
{
	struct skbclone_packet raw =
		raw_packet(ETH_P_IPV6, "60000000 0020 3aff fe800000000000000000000000000001 "
				       "ff020000000000000000000000000001 8700 0000");

	(void)state;
	expect(&raw, &by_headers, "fe80::1 > ff02::1 icmp6 dev lo");
	raw = raw_packet(ETH_P_IPV6,
			 "60000000 0013 0040 00000000000000000000000000000001 "
			 "00000000000000000000000000000002 1100 000000000000 ad18 1f40 000b 0000");
	expect(&raw, &by_headers, "[::1]:44312 > [::2]:8000 udp 3 dev lo");
}

static void test_packet_decode__shows_others_by_number(void **state)
{
	struct skbclone_packet raw = raw_packet(ETH_P_ARP, "0001 0800 0604 0001");

	(void)state;
	expect(&raw, &by_headers, "arp dev lo");
	raw = raw_packet(0x88b5, "0102 0304");
	raw.network_length = 46;
	expect(&raw, &by_headers, "0x88b5 46 dev lo");
	/* behind a tag; and where the tag itself looks like an address */
	raw = raw_packet(ETH_P_8021Q, IPV4_UDP);
	raw.ethertype = htons(ETH_P_8021Q);
	expect(&raw, &by_headers, "0x8100 28 dev lo");
	raw.ethertype = htons(28); /* no type, but the length of an 802.3 frame */
	expect(&raw, &by_headers, "0x8100 28 dev lo");
	raw.ethertype = htons(ETH_P_ARP);
	expect(&raw, &by_headers, "arp dev lo");
	raw.ethertype = htons(ETH_P_IP);
	expect(&raw, &by_headers, "127.0.0.1:44312 > 127.0.0.2:8000 udp 15 dev lo");
}

/* Padding behind the packet, a wrong version, an offset that is too small. */
static void test_packet_decode__reads_nothing_behind_the_packet(void **state)
{
	struct skbclone_packet raw = raw_packet(ETH_P_IP, "45000014 00004000 40060000 7f000001 "
							  "7f000002 aaaaaaaa aaaaaaaa aaaaaaaa");

	(void)state;
	expect(&raw, &by_headers, "127.0.0.1 > 127.0.0.2 tcp dev lo");
	raw.headers[0] = 0xf5;
	expect(&raw, &by_headers, "0x0800 32 dev lo");
	raw = raw_packet(ETH_P_IP, "45000028 00004000 40060000 7f000001 7f000002 "
				   "ad18 1f40 00000000 00000000 0002 ffff 0000 0000");
	expect(&raw, &by_headers, "127.0.0.1:44312 > 127.0.0.2:8000 tcp S dev lo");
}

static void test_packet_decode__takes_tcp_from_its_sender(void **state)
{
	struct skbclone_packet raw = {
		.length = 78,
		.socket_family = AF_INET,
		.source_port = 44312,
		.destination_port = htons(8000),
		.tcp_flags = 0x18,
		.has_sender = 1,
		.source = {127, 0, 0, 1},
		.destination = {127, 0, 0, 2},
		.device = "garbage",
	};

	(void)state;
	expect(&raw, &by_socket, "127.0.0.1:44312 > 127.0.0.2:8000 tcp P. 78");
	assert_false(packet_has_fin(&raw));
	raw.tcp_flags = 0x11;
	raw.length = 0;
	expect(&raw, &by_socket, "127.0.0.1:44312 > 127.0.0.2:8000 tcp F.");
	assert_true(packet_has_fin(&raw));
	/* without the sender there is nothing to believe */
	raw.has_sender = 0;
	expect(&raw, &by_socket, "");
}

/* A server that listens on [::] has such sockets for its IPv4 clients. */
static void test_packet_decode__knows_ipv4_on_a_socket_of_ipv6(void **state)
{
	struct skbclone_packet raw = {
		.socket_family = AF_INET6,
		.source_port = 80,
		.destination_port = htons(44312),
		.tcp_flags = 0x11,
		.has_sender = 1,
		.source = {[10] = 0xff, 0xff, 10, 0, 0, 1},
		.destination = {[10] = 0xff, 0xff, 10, 0, 0, 2},
	};

	(void)state;
	expect(&raw, &by_socket, "10.0.0.1:80 > 10.0.0.2:44312 tcp F.");
	raw.source[0] = raw.destination[0] = 0xfd;
	expect(&raw, &by_socket, "[fd00::ffff:a00:1]:80 > [fd00::ffff:a00:2]:44312 tcp F.");
}

static void test_packet_decode__reads_netlink(void **state)
{
	struct skbclone_packet raw = {.length = 1416, .socket_family = AF_NETLINK};

	(void)state;
	expect(&raw, &by_netlink, "netlink route 1416");
	raw.socket_protocol = 15;
	expect(&raw, &by_netlink, "netlink kobject_uevent 1416");
	raw.socket_family = 0;
	expect(&raw, &by_netlink, "netlink 1416");
}

static void test_packet_decode__believes_nothing_that_it_should_not(void **state)
{
	struct skbclone_packet raw = raw_packet(ETH_P_IP, IPV4_UDP);
	struct packet packet;

	(void)state;
	raw.netns = raw.socket_netns = 4026531840;
	expect(&raw, &by_nothing, "");
	expect(&raw, &by_socket, "");
	packet_decode(&packet, &raw, &by_nothing);
	assert_int_equal(packet.netns, 0);
	/* of the device, whatever socket the packet has */
	raw.socket_netns = 1;
	packet_decode(&packet, &raw, &by_headers);
	assert_int_equal(packet.netns, 4026531840);
}

/* Headers of any length and content are read within their bounds. */
static void test_packet_decode__survives_every_cut(void **state)
{
	static const uint16_t protocols[] = {ETH_P_IP, ETH_P_IPV6, ETH_P_8021Q, ETH_P_ARP};
	struct packet packet;
	char line[256];

	(void)state;
	for (int byte = 0; byte < 256; byte++) {
		for (int size = 0; size <= SKBCLONE_HEADER_SIZE; size++) {
			struct skbclone_packet raw = {.header_size = size, .network_length = size};

			memset(raw.headers, byte, sizeof(raw.headers));
			raw.headers[6] = byte % 61; /* extension headers among them */
			memset(raw.device, byte, sizeof(raw.device));
			for (int i = 0; i < 4; i++) {
				raw.protocol = htons(protocols[i]);
				packet_decode(&packet, &raw, &by_headers);
				assert_int_equal(packet.device[sizeof(packet.device) - 1], '\0');
				packet_text(&packet, "", line, sizeof(line));
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_packet_decode__reads_ipv4),
		cmocka_unit_test(test_packet_decode__has_no_ports_of_later_fragments),
		cmocka_unit_test(test_packet_decode__reads_ipv6_behind_extensions),
		cmocka_unit_test(test_packet_decode__shows_others_by_number),
		cmocka_unit_test(test_packet_decode__reads_nothing_behind_the_packet),
		cmocka_unit_test(test_packet_decode__takes_tcp_from_its_sender),
		cmocka_unit_test(test_packet_decode__knows_ipv4_on_a_socket_of_ipv6),
		cmocka_unit_test(test_packet_decode__reads_netlink),
		cmocka_unit_test(test_packet_decode__believes_nothing_that_it_should_not),
		cmocka_unit_test(test_packet_decode__survives_every_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
