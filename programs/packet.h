/*
 * What the packet, its socket and its control block tell at the call. Raw facts are taken
 * here; what they mean depends on the cause, which the reader knows. The offsets are the
 * running kernel's, read from its BTF; what that does not have is left out. Compiled in only
 * where it is asked for.
 */
#ifdef WITH_PACKET
#define AT(type, base, offset) (*(type *)((u8 *)(base) + (offset)))
#define READ(to, from) bpf_probe_read_kernel(&(to), sizeof(to), (void *)(from))

/* A struct sk_buff up to and with its pointer `data`. */
#define SKB_SIZE (SKB_DATA + 8)

/* A copy of the sk_buff, which is larger than a program's stack. */
struct skb_copy {
	u64 bytes[(SKB_SIZE + 7) / 8];
};

BPF_PERCPU_ARRAY(packet_scratch, struct skb_copy, 1);

/* The sockets of segments that TCP is about to send, by the address of their sk_buff: a
 * segment of the write or retransmit queue does not name its socket. An entry is deleted
 * when it is used. The oldest make room for those of sends that never reach skb_clone(). */
BPF_F_TABLE("lru_hash", u64, u64, senders, 1024, 0);

/* __tcp_transmit_skb(sk, skb, clone_it, ...) */
int trace_transmit(struct pt_regs *ctx)
{
	u64 socket = ARGUMENT(ctx, 0), skb = ARGUMENT(ctx, 1);

	/* Only what the other probe will look at; and no older entry in its place. */
	if ((u32)ARGUMENT(ctx, 2) && call_matches() && senders.update(&skb, &socket) != 0)
		senders.delete(&skb);
	return 0;
}

/* Request sockets and sockets in TIME_WAIT end behind their first part:
 * include/net/tcp_states.h. */
static inline bool is_full_socket(u8 state)
{
	return state != 6 && state != 12;
}

#ifdef SK_FAMILY
static inline void take_socket(struct skbclone_packet *packet, void *socket)
{
	void *net = NULL;
	u8 state = 0;

	READ(packet->socket_family, socket + SK_FAMILY);
	READ(state, socket + SK_STATE);
	READ(packet->source_port, socket + SK_NUM);
	READ(packet->destination_port, socket + SK_DPORT);
	if (packet->socket_family == SKBCLONE_INET) {
		bpf_probe_read_kernel(packet->source, 4, socket + SK_RCV_SADDR);
		bpf_probe_read_kernel(packet->destination, 4, socket + SK_DADDR);
	}
#ifdef SK_V6_DADDR
	if (packet->socket_family == SKBCLONE_INET6) {
		READ(packet->source, socket + SK_V6_RCV_SADDR);
		READ(packet->destination, socket + SK_V6_DADDR);
	}
#endif
	if (is_full_socket(state))
		READ(packet->socket_protocol, socket + SK_PROTOCOL);
	if (READ(net, socket + SK_NET) == 0)
		READ(packet->socket_netns, net + NET_INUM);
}

/* sender: the entry of `senders` for this sk_buff; NULL: none. */
static inline void take_sockets(struct skbclone_packet *packet, void *skb, u64 *sender)
{
	void *socket = AT(void *, skb, SKB_SK);

	/* A packet that names its socket is no segment that TCP sends just now: the entry is
	 * of an earlier one, at the same address. */
	if (sender && !socket) {
		socket = (void *)*sender;
		packet->has_sender = 1;
	}
	if (socket)
		take_socket(packet, socket);
}
#endif

#ifdef SKB_DEV
static inline void take_device(struct skbclone_packet *packet, void *device)
{
	void *net = NULL;
	u32 ifindex = 0;

	/* skb->dev may be something else than a device; it is none then, or cannot be read. */
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

	/* 0 and 0xffff: there is no network header, as on TCP's way out and for netlink. */
	if (start == 0 || start == 0xffff || start >= end)
		return;
	if (bpf_probe_read_kernel(packet->headers, sizeof(packet->headers), head + start) != 0)
		return;
	READ(packet->ethertype, head + start - 2);
	packet->header_size =
		end - start < sizeof(packet->headers) ? end - start : sizeof(packet->headers);
	packet->network_length = AT(void *, skb, SKB_DATA) - head + packet->length - start;
#ifdef SKB_DEV
	take_device(packet, AT(void *, skb, SKB_DEV));
#endif
}

/* Fill the packet from the sk_buff at this address. */
static inline void take_packet(struct skbclone_packet *packet, void *address)
{
	int first = 0;
	u64 key = (u64)address, *sender = senders.lookup(&key);
	struct skb_copy *skb = packet_scratch.lookup(&first);

	__builtin_memset(packet, 0, sizeof(*packet));
	if (!skb || bpf_probe_read_kernel(skb, SKB_SIZE, address) != 0)
		return;
	packet->length = AT(u32, skb, SKB_LEN);
	packet->protocol = AT(u16, skb, SKB_PROTOCOL);
#ifdef TCP_FLAGS
	/* The flags are in the low byte, however wide the field is. */
	packet->tcp_flags = AT(u8, skb, SKB_CB + TCP_FLAGS);
#endif
	take_headers(packet, skb);
#ifdef SK_FAMILY
	take_sockets(packet, skb, sender);
#endif
	if (sender)
		senders.delete(&key);
}
#endif
