/*
 * causes: the tables that causes are looked up in. causes.c lists why the kernel calls
 * skb_clone(); cause_functions.c lists the functions that call it, with their causes. A new
 * cause or function is a new entry. cause.c does the look-up.
 */
#ifndef SKBCLONE_EVENT_CAUSES_H
#define SKBCLONE_EVENT_CAUSES_H

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
	CLASS_COST,      /* some program asked for it, and it costs time */
	CLASS_ATTENTION, /* something may be wrong */
};

/* Which facts of the packet are valid when the kernel clones it for this cause (measured on
 * 5.10 to 7.3). */
enum cause_trust {
	FROM_SOCKET = 1,  /* the sending socket's, and those of TCP's control block */
	FROM_HEADERS = 2, /* those in the packet's headers */
	WITH_DEVICE = 4,  /* skb->dev: it does point to a device */
	FROM_NETLINK = 8, /* those of a netlink message */
};

struct cause {
	const char *id; /* stable, never translated */
	enum cause_class class;
	unsigned trust;       /* of enum cause_trust */
	const char *sentence; /* why the kernel clones there; to be translated */
	const char *advice;   /* what the user can do; to be translated; NULL: nothing */
};

extern const struct cause causes[CAUSE_COUNT];

/* The name of a class, never translated. */
const char *cause_class_name(enum cause_class class);

/* A function that calls skb_clone(), and the cause of such a call. */
struct cause_function {
	const char *caller;
	const char *module;  /* it must be in this module, as its name is a common one; NULL: any */
	const char *behind;  /* the function that called the caller; NULL: any */
	const char *further; /* the function that called `behind`; NULL: any */
	enum cause_id cause;
};

/* The first entry that matches the stack decides. The last entry has no caller. */
extern const struct cause_function cause_functions[];

/* The next entry with this cause after `entry`, or the first one if that is NULL. Returns NULL
 * if there is none. */
const struct cause_function *cause_next_function(enum cause_id cause,
						 const struct cause_function *entry);

/* Write an entry as text: `caller`, `module:caller` or `caller<behind<further`. */
enum { CAUSE_FUNCTION_SIZE = 128 };
void cause_function_text(const struct cause_function *entry, char text[CAUSE_FUNCTION_SIZE]);

/* Functions that call skb_clone() on behalf of their own caller. If the table has that caller,
 * it decides. The list ends with a NULL. */
extern const char *const cause_wrappers[];

#endif
