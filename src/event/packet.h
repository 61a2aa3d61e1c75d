/*
 * packet: what is known of the packet of a call, and from where. What is not known is not
 * there: no address is ever 0 because it was missing. Pure.
 */
#ifndef SKBCLONE_EVENT_PACKET_H
#define SKBCLONE_EVENT_PACKET_H

#include "event/causes.h"
#include "programs/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Which members of struct packet are known. */
enum packet_part {
	PACKET_ADDRESSES = 1,
	PACKET_PORTS = 2,
	PACKET_PROTOCOL = 4,
	PACKET_FLAGS = 8,
	PACKET_LENGTH = 16,
};

enum packet_origin { PACKET_FROM_NOTHING, PACKET_FROM_HEADERS, PACKET_FROM_SOCKET };

struct packet {
	uint8_t parts;     /* of enum packet_part */
	uint8_t origin;    /* enum packet_origin */
	uint8_t family;    /* AF_INET, AF_INET6, AF_NETLINK, AF_PACKET; 0: nothing is known */
	uint8_t flags;     /* of TCP */
	uint16_t protocol; /* of IP, of netlink; AF_PACKET: of the frame (ETH_P_...) */
	uint16_t source_port;
	uint16_t destination_port;
	uint32_t length; /* of the data, in bytes */
	uint32_t netns;  /* inode of its network namespace; 0: not known */
	uint8_t source[16];
	uint8_t destination[16];
	char device[SKBCLONE_DEVICE_SIZE]; /* raw bytes up to a NUL; empty: not known */
};

/* Conclude from the raw facts, as far as the cause lets them be trusted. */
void packet_decode(struct packet *packet, const struct skbclone_packet *raw,
		   const struct cause *cause);

/* Has TCP's control block FIN? Means nothing for other protocols. */
bool packet_has_fin(const struct skbclone_packet *raw);

/* Texts, each NUL-terminated, empty if not known. */
enum { PACKET_ADDRESS_SIZE = 46, PACKET_FLAGS_SIZE = 9, PACKET_NUMBER_SIZE = 8 };
void packet_source(const struct packet *packet, char text[PACKET_ADDRESS_SIZE]);
void packet_destination(const struct packet *packet, char text[PACKET_ADDRESS_SIZE]);
/* As tcpdump(8) has them: `S`, `P.`. */
void packet_flags(const struct packet *packet, char text[PACKET_FLAGS_SIZE]);

/* `inet`, `netlink`; NULL: not known. */
const char *packet_family(const struct packet *packet);
/* `tcp`, `arp`, `route`; a number in text if it has no name; NULL: not known. */
const char *packet_protocol(const struct packet *packet, char text[PACKET_NUMBER_SIZE]);
const char *packet_origin(const struct packet *packet);

/* All of it in a line, like tcpdump's. device: its name, already escaped by the caller. The
 * text is cut to size; returns its length. */
size_t packet_text(const struct packet *packet, const char *device, char *text, size_t size);

#endif
