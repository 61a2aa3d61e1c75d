/*
 * packet: what is known about the packet of a call, and where this was read. `parts` says which
 * members are known, so that an unknown address is not taken for 0. packet.c decodes the raw
 * facts; packet_text.c makes the texts that the formats show. Pure.
 */
#ifndef SKBCLONE_EVENT_PACKET_H
#define SKBCLONE_EVENT_PACKET_H

#include "event/causes.h"
#include "programs/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bits for the members of struct packet that are known. */
enum packet_part {
	PACKET_ADDRESSES = 1,
	PACKET_PORTS = 2,
	PACKET_PROTOCOL = 4,
	PACKET_FLAGS = 8,
	PACKET_LENGTH = 16,
};

enum packet_from { PACKET_FROM_NOTHING, PACKET_FROM_HEADERS, PACKET_FROM_SOCKET };

struct packet {
	uint8_t parts;     /* of enum packet_part */
	uint8_t from;      /* enum packet_from */
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

/* Decode the raw facts that the program submitted. Facts that this cause does not trust are
 * ignored. */
void packet_decode(struct packet *packet, const struct skbclone_packet *raw,
		   const struct cause *cause);

/* Does TCP's control block have FIN? For packets of other protocols the result has no
 * meaning. */
bool packet_has_fin(const struct skbclone_packet *raw);

/* Write a text with a NUL at its end; the empty text if the fact is not known. */
enum { PACKET_ADDRESS_SIZE = 46, PACKET_FLAGS_SIZE = 9, PACKET_NUMBER_SIZE = 8 };
void packet_source(const struct packet *packet, char text[PACKET_ADDRESS_SIZE]);
void packet_destination(const struct packet *packet, char text[PACKET_ADDRESS_SIZE]);
/* As tcpdump(8) shows them: `S`, `P.`. */
void packet_flags(const struct packet *packet, char text[PACKET_FLAGS_SIZE]);

/* `inet`, `inet6`, `netlink` or `packet`. NULL: not known. */
const char *packet_family(const struct packet *packet);
/* A name such as `tcp`, `arp`, `route`. A protocol without a name: its number, which is written
 * to text. NULL: not known. */
const char *packet_protocol(const struct packet *packet, char text[PACKET_NUMBER_SIZE]);
/* `headers` or `socket`: where the facts were read. NULL: nothing is known. */
const char *packet_from(const struct packet *packet);

/* Write all known facts as one line, like tcpdump(8). device: its name, which the caller has
 * escaped. The text is cut to `size` bytes with its NUL. */
void packet_text(const struct packet *packet, const char *device, char *text, size_t size);

#endif
