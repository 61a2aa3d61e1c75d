/*
 * causes: ONE table of why the kernel calls skb_clone(), and of the functions that tell.
 * To add a cause or a function is to add an entry. cause.h looks things up here.
 */
#ifndef SKBCLONE_EVENT_CAUSES_H
#define SKBCLONE_EVENT_CAUSES_H

#include <stddef.h>

/* In the order of the table. */
enum cause_id {
	CAUSE_UNKNOWN,
	CAUSE_TCP_CONNECT,
	CAUSE_TCP_DATA,
	CAUSE_TCP_CLOSE,
	CAUSE_TCP_RETRANSMIT,
	CAUSE_TCP_LOSS_PROBE,
	CAUSE_TCP_WINDOW_PROBE,
	CAUSE_TCP_SIMULTANEOUS_OPEN,
	CAUSE_TCP_TRANSMIT,
	CAUSE_TCP_FASTOPEN_DATA,
	CAUSE_IPV6_PACKET_OPTIONS,
	CAUSE_CAPTURE_TRANSMIT,
	CAUSE_CAPTURE_RECEIVE,
	CAUSE_NETLINK_BROADCAST,
	CAUSE_NETLINK_TRIM,
	CAUSE_NETLINK_CAPTURE,
	CAUSE_NETLINK_ALL_NAMESPACES,
	CAUSE_NETLINK_REQUEST,
	CAUSE_TASKSTATS,
	CAUSE_PFKEY,
	CAUSE_VSOCK_CAPTURE,
	CAUSE_DROP_MONITOR,
	CAUSE_UDP_MULTICAST,
	CAUSE_RAW_SOCKET,
	CAUSE_ROUTER_ALERT,
	CAUSE_PEEK,
	CAUSE_MULTICAST_LOOP,
	CAUSE_MULTICAST_ROUTING,
	CAUSE_LLC_MULTICAST,
	CAUSE_TX_TIMESTAMP,
	CAUSE_SOCKET_ERROR,
	CAUSE_ICMP_ERROR,
	CAUSE_SHARED_RECEIVE,
	CAUSE_SHARED_TRANSMIT,
	CAUSE_HEADROOM,
	CAUSE_RESHAPE,
	CAUSE_SEGMENTATION,
	CAUSE_REASSEMBLY,
	CAUSE_IGMP_MLD_CHECK,
	CAUSE_NEIGHBOUR,
	CAUSE_BRIDGE_FLOOD,
	CAUSE_BOND_BROADCAST,
	CAUSE_MACVLAN,
	CAUSE_IPVLAN,
	CAUSE_MACSEC,
	CAUSE_MIRROR,
	CAUSE_VXLAN_FLOOD,
	CAUSE_NETEM,
	CAUSE_OPENVSWITCH,
	CAUSE_BPF_REDIRECT,
	CAUSE_XDP_REDIRECT,
	CAUSE_BPF_SOCKET,
	CAUSE_STREAM_PARSER,
	CAUSE_HSR_PRP,
	CAUSE_SCTP,
	CAUSE_DCCP,
	CAUSE_RXRPC,
	CAUSE_TIPC,
	CAUSE_CAN,
	CAUSE_BLUETOOTH,
	CAUSE_WIFI,
	CAUSE_BATMAN,
	CAUSE_IEEE802154,
	CAUSE_OLD_PROTOCOLS,
	CAUSE_STORAGE_OVER_ETHERNET,
	CAUSE_DRIVER,
	CAUSE_COUNT,
};

enum cause_class {
	CLASS_NORMAL,    /* part of the kernel's ordinary work */
	CLASS_COST,      /* somebody asked for it, and pays for it */
	CLASS_ATTENTION, /* something may be wrong */
};

/* What may be believed of a packet that is cloned for this cause (measured on 5.10 to 7.3). */
enum cause_trust {
	FROM_SOCKET = 1,  /* the sending socket, and TCP's control block */
	FROM_HEADERS = 2, /* the packet's own headers */
	WITH_DEVICE = 4,  /* skb->dev is a device */
	FROM_NETLINK = 8, /* it is a netlink message */
};

struct cause {
	const char *id; /* stable, never translated */
	enum cause_class class;
	unsigned trust;       /* of enum cause_trust */
	const char *sentence; /* why the kernel clones there; to be translated */
	const char *advice;   /* what to do; to be translated; NULL: nothing */
};

extern const struct cause causes[CAUSE_COUNT];

/* The name of a class, never translated. */
const char *cause_class_name(enum cause_class class);

/* A function that calls skb_clone(), and what its call means. */
struct cause_function {
	const char *caller;
	const char *module;  /* the name is a common one: only in this module; NULL: anywhere */
	const char *behind;  /* the function that called the caller; NULL: any */
	const char *further; /* and the one that called that; NULL: any */
	enum cause_id cause;
};

/* The first entry that fits decides. Ends with a NULL caller. */
extern const struct cause_function cause_functions[];

/* The next entry of this cause behind `entry` (NULL: the first one). NULL: no more. */
const struct cause_function *cause_next_function(enum cause_id cause,
						 const struct cause_function *entry);

/* An entry as text: `caller`, `module:caller`, `caller<behind<further`. */
enum { CAUSE_FUNCTION_SIZE = 128 };
void cause_function_text(const struct cause_function *entry, char text[CAUSE_FUNCTION_SIZE]);

/* Functions that call skb_clone() for others: the function behind them decides, if the
 * table has it. Ends with a NULL. */
extern const char *const cause_wrappers[];

#endif
