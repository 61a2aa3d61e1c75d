/*
 * Takes raw facts of the packet from its headers, its socket and its control block. The reader
 * decodes them: what they mean depends on the cause, which the reader knows. The offsets of the
 * fields are read from the running kernel's BTF; a field that BTF does not have is left out.
 * This file is compiled in only if packets are asked for, and if BTF has an sk_buff's fields.
 */
#ifndef SKB_DATA
#undef WITH_PACKET
#endif
#ifdef WITH_PACKET
#define AT(type, base, offset) (*(type *)((u8 *)(base) + (offset)))
#define READ(to, from) bpf_probe_read_kernel(&(to), sizeof(to), (void *)(from))

/* The size of a struct sk_buff up to its member `data`, which is included. */
#define SKB_SIZE (SKB_DATA + 8)

/* A copy of the sk_buff. It does not fit on the stack of a program. */
struct skb_copy {
	u64 bytes[(SKB_SIZE + 7) / 8];
};

BPF_PERCPU_ARRAY(packet_scratch, struct skb_copy, 1);

/* The sockets of segments that TCP is about to send, by the address of the sk_buff. A segment in
 * the write or retransmit queue does not point to its socket. An entry is deleted when it is
 * used. Some sends never reach skb_clone(); their entries are the oldest, which the kernel
 * removes when the map is full. */
BPF_F_TABLE("lru_hash", u64, u64, senders, 1024, 0);

/* __tcp_transmit_skb(sk, skb, clone_it, ...) */
int trace_transmit(struct pt_regs *ctx)
{
	u64 socket = ARGUMENT(ctx, 0), skb = ARGUMENT(ctx, 1);
	struct skbclone_process process;

	/* Note only what the other probe will use. If the map refuses the entry, delete an older
	 * one with this key, which would name a wrong socket. */
	if ((u32)ARGUMENT(ctx, 2) && call_matches(&process) && senders.update(&skb, &socket) != 0)
		senders.delete(&skb);
	return 0;
}

/* Sockets in TIME_WAIT (6) and request sockets (12) have only the first part of a struct sock. The
 * states are those of include/net/tcp_states.h. */
static inline bool is_full_socket(u8 state)
{
	return state != 6 && state != 12;
}

#ifdef SK_FAMILY
/* The part of a struct sock_common that holds all these fields. One read of it costs less than
 * a read for each. */
struct sock_copy {
	u64 align[0];
	union {
		u8 family[SK_FAMILY + 2];
		u8 state[SK_STATE + 1];
		u8 source_port[SK_NUM + 2];
		u8 destination_port[SK_DPORT + 2];
		u8 source[SK_RCV_SADDR + 4];
		u8 destination[SK_DADDR + 4];
		u8 net[SK_NET + 8];
#ifdef SK_V6_DADDR
		u8 source_6[SK_V6_RCV_SADDR + 16];
		u8 destination_6[SK_V6_DADDR + 16];
#endif
	} fields;
};

struct address_copy {
	u32 words[4];
};

static inline void take_addresses(struct skbclone_packet *packet, struct sock_copy *copy)
{
	if (packet->socket_family == SKBCLONE_INET) {
		AT(u32, packet->source, 0) = AT(u32, copy, SK_RCV_SADDR);
		AT(u32, packet->destination, 0) = AT(u32, copy, SK_DADDR);
	}
#ifdef SK_V6_DADDR
	if (packet->socket_family == SKBCLONE_INET6) {
		AT(struct address_copy, packet->source, 0) =
			AT(struct address_copy, copy, SK_V6_RCV_SADDR);
		AT(struct address_copy, packet->destination, 0) =
			AT(struct address_copy, copy, SK_V6_DADDR);
	}
#endif
}

static inline void take_socket(struct skbclone_packet *packet, void *socket)
{
	struct sock_copy copy;

	if (READ(copy, socket) != 0)
		return;
	packet->socket_family = AT(u16, &copy, SK_FAMILY);
	packet->source_port = AT(u16, &copy, SK_NUM);
	packet->destination_port = AT(u16, &copy, SK_DPORT);
	take_addresses(packet, &copy);
	if (is_full_socket(AT(u8, &copy, SK_STATE)))
		READ(packet->socket_protocol, socket + SK_PROTOCOL);
	READ(packet->socket_netns, AT(void *, &copy, SK_NET) + NET_INUM);
}

static inline void take_sockets(struct skbclone_packet *packet, void *skb, u64 address)
{
	void *socket = AT(void *, skb, SKB_SK);
	u64 *sender;

	/* A packet that points to its socket is not a segment that TCP is sending: an entry is
	 * left from an earlier sk_buff at the same address. If it has headers, too, they tell more
	 * than the socket. */
	if (socket) {
		senders.delete(&address);
		if (!packet->header_size)
			take_socket(packet, socket);
		return;
	}
	sender = senders.lookup(&address);
	if (!sender)
		return;
	packet->has_sender = 1;
	take_socket(packet, (void *)*sender);
	senders.delete(&address);
}
#endif

#ifdef SKB_DEV
static inline void take_device(struct skbclone_packet *packet, void *device)
{
	void *net = NULL;
	u32 ifindex = 0;

	/* skb->dev may point to something else. A device has an index above 0. */
	if (!device || READ(ifindex, device + DEV_IFINDEX) != 0 || !ifindex)
		return;
	READ(packet->device, device + DEV_NAME);
	if (READ(net, device + DEV_NET) == 0)
		READ(packet->netns, net + NET_INUM);
}
#endif

static inline void take_headers(struct skbclone_packet *packet, void *skb)
{
	void *head = AT(void *, skb, SKB_HEAD);
	u32 start = AT(u16, skb, SKB_NETWORK_HEADER);
	u32 end = AT(void *, skb, SKB_DATA) - head + packet->length - AT(u32, skb, SKB_DATA_LEN);

	/* 0 or 0xffff: there is no network header, as in TCP's queues and in netlink. */
	if (start == 0 || start == 0xffff || start >= end)
		return;
	if (bpf_probe_read_kernel(&packet->ethertype,
				  sizeof(packet->ethertype) + sizeof(packet->headers),
				  head + start - sizeof(packet->ethertype)) != 0)
		return;
	packet->header_size =
		end - start < sizeof(packet->headers) ? end - start : sizeof(packet->headers);
	packet->network_length = AT(void *, skb, SKB_DATA) - head + packet->length - start;
#ifdef SKB_DEV
	take_device(packet, AT(void *, skb, SKB_DEV));
#endif
}

/* Fill in the packet from the sk_buff at this address. */
static inline void take_packet(struct skbclone_packet *packet, void *address)
{
	int first = 0;
	struct skb_copy *skb = packet_scratch.lookup(&first);

	__builtin_memset(packet, 0, sizeof(*packet));
	if (!skb || bpf_probe_read_kernel(skb, SKB_SIZE, address) != 0)
		return;
	packet->length = AT(u32, skb, SKB_LEN);
	packet->protocol = AT(u16, skb, SKB_PROTOCOL);
#ifdef TCP_FLAGS
	/* On kernels where the field has two bytes, the flags are in the low one. */
	packet->tcp_flags = AT(u8, skb, SKB_CB + TCP_FLAGS);
#endif
	take_headers(packet, skb);
#ifdef SK_FAMILY
	take_sockets(packet, skb, (u64)address);
#endif
}
#endif
