#include "event/causes.h"

#include "base/language.h"

#include <stdbool.h>
#include <stdio.h>

const struct cause causes[CAUSE_COUNT] = {
	[CAUSE_UNKNOWN] =
		{"unknown", CLASS_NORMAL, 0,
		 N_("The function that called skb_clone() is not in the table of causes."),
		 N_("Please report the CALLER and the kernel's version.")},
	[CAUSE_TCP_CONNECT] =
		{"tcp-connect", CLASS_NORMAL, FROM_SOCKET,
		 N_("TCP opens a connection. The SYN stays in the write queue until the "
		    "peer acknowledges it, so a clone is sent."),
		 NULL},
	[CAUSE_TCP_DATA] =
		{"tcp-data", CLASS_NORMAL, FROM_SOCKET,
		 N_("TCP sends data for the first time. The segment stays in the retransmit "
		    "queue until the peer acknowledges it, so a clone is sent."),
		 NULL},
	[CAUSE_TCP_CLOSE] =
		{"tcp-close", CLASS_NORMAL, FROM_SOCKET,
		 N_("TCP closes its side of a connection. The segment with FIN stays in the "
		    "retransmit queue like data, so a clone is sent."),
		 NULL},
	[CAUSE_TCP_RETRANSMIT] =
		{"tcp-retransmit", CLASS_ATTENTION, FROM_SOCKET,
		 N_("TCP sends a segment again because the peer did not acknowledge it in "
		    "time. Each time the clone of the queued segment is sent."),
		 N_("Packets are lost or late on the way: look at nstat's TcpRetransSegs, "
		    "at ss -ti for this connection, and at the drops of the devices on its "
		    "path.")},
	[CAUSE_TCP_LOSS_PROBE] =
		{"tcp-loss-probe", CLASS_ATTENTION, FROM_SOCKET,
		 N_("TCP sends the last segment once more, or a new one, to get an "
		    "acknowledgement before the retransmission timer expires (tail loss "
		    "probe)."),
		 N_("An acknowledgement was late. A few are normal; many mean loss or a "
		    "slow peer.")},
	[CAUSE_TCP_WINDOW_PROBE] =
		{"tcp-window-probe", CLASS_ATTENTION, FROM_SOCKET,
		 N_("The peer's receive window is closed. TCP asks with queued data whether "
		    "it has opened."),
		 N_("The receiving program does not read fast enough: look at it, not at "
		    "the network.")},
	[CAUSE_TCP_SIMULTANEOUS_OPEN] =
		{"tcp-simultaneous-open", CLASS_ATTENTION, FROM_SOCKET,
		 N_("Both sides opened the connection at the same time. TCP answers with a "
		    "SYN-ACK made from the queued SYN."),
		 NULL},
	[CAUSE_TCP_TRANSMIT] =
		{"tcp-transmit", CLASS_NORMAL, FROM_SOCKET,
		 N_("TCP sends a queued segment, on a path through the kernel that this "
		    "table does not know."),
		 NULL},
	[CAUSE_TCP_FASTOPEN_DATA] =
		{"tcp-fastopen-data", CLASS_NORMAL, FROM_HEADERS,
		 N_("A TCP Fast Open server keeps the data that came with the SYN for the "
		    "new connection."),
		 NULL},
	[CAUSE_IPV6_PACKET_OPTIONS] =
		{"ipv6-packet-options", CLASS_COST, FROM_HEADERS,
		 N_("The IPv6 socket asked for packet options with its data, so it keeps "
		    "the packet that carried them."),
		 N_("Programs that do not use the options should not set "
		    "IPV6_2292PKTOPTIONS or IPV6_RECV... on TCP sockets.")},
	[CAUSE_CAPTURE_TRANSMIT] =
		{"capture-transmit", CLASS_COST, FROM_HEADERS | WITH_DEVICE,
		 N_("A packet socket (tcpdump, a DHCP client, an LLDP daemon) listens to "
		    "what is sent. The kernel makes one clone for all such sockets "
		    "together."),
		 N_("Each packet that is sent pays for this. Find the listeners with ss -0 "
		    "-p, and end those that nobody needs; a BPF filter in the socket does "
		    "not save the clone.")},
	[CAUSE_CAPTURE_RECEIVE] =
		{"capture-receive", CLASS_COST, FROM_HEADERS | WITH_DEVICE,
		 N_("A packet socket keeps a received packet that others use as well."),
		 N_("Find the listeners with ss -0 -p. A memory-mapped ring (tcpdump's) "
		    "copies and needs no clone.")},
	[CAUSE_NETLINK_BROADCAST] =
		{"netlink-broadcast", CLASS_NORMAL, FROM_NETLINK,
		 N_("The kernel sends a netlink message to a group. Each listener after the "
		    "first gets a clone."),
		 N_("Many listeners make many clones: ip monitor, udevd and network "
		    "managers are typical.")},
	[CAUSE_NETLINK_TRIM] =
		{"netlink-trim", CLASS_NORMAL, FROM_NETLINK,
		 N_("A netlink message is made smaller before it waits in a queue, and "
		    "something else uses it too."),
		 NULL},
	[CAUSE_NETLINK_CAPTURE] =
		{"netlink-capture", CLASS_COST, FROM_NETLINK,
		 N_("An nlmon device captures netlink, so each message is cloned for it."),
		 N_("Remove the device when the capture is over: ip link del.")},
	[CAUSE_NETLINK_ALL_NAMESPACES] =
		{"netlink-all-namespaces", CLASS_NORMAL, FROM_NETLINK,
		 N_("A generic netlink message goes to the listeners in every network "
		    "namespace, a clone to each."),
		 NULL},
	[CAUSE_NETLINK_REQUEST] =
		{"netlink-request", CLASS_NORMAL, FROM_NETLINK,
		 N_("The kernel works on a clone of a netlink request, such as a route "
		    "lookup or a batch of nftables rules."),
		 NULL},
	[CAUSE_TASKSTATS] =
		{"taskstats", CLASS_COST, FROM_NETLINK,
		 N_("A task ended, and its statistics go to more than one listener."),
		 N_("Programs such as iotop listen for these statistics; each one costs a "
		    "clone at each exit.")},
	[CAUSE_PFKEY] = {"pfkey", CLASS_NORMAL, 0,
			 N_("An IPsec key message goes to several PF_KEY sockets."), NULL},
	[CAUSE_VSOCK_CAPTURE] =
		{"vsock-capture", CLASS_COST, 0,
		 N_("A vsockmon device captures vsock, so each packet is cloned for it."),
		 N_("Remove the device when the capture is over: ip link del.")},
	[CAUSE_DROP_MONITOR] =
		{"drop-monitor", CLASS_COST, FROM_HEADERS,
		 N_("The drop monitor keeps a dropped packet for its report."),
		 N_("End dropwatch, or the program that listens for drops, when it is not "
		    "needed.")},
	[CAUSE_UDP_MULTICAST] =
		{"udp-multicast", CLASS_NORMAL, FROM_HEADERS | WITH_DEVICE,
		 N_("A multicast or broadcast datagram goes to several UDP sockets. All but "
		    "one of them get a clone."),
		 NULL},
	[CAUSE_RAW_SOCKET] =
		{"raw-socket", CLASS_COST, FROM_HEADERS | WITH_DEVICE,
		 N_("A raw or ping socket gets a clone of a packet beside the protocol that "
		    "handles it."),
		 N_("Each packet of that protocol is cloned for each raw socket that "
		    "listens to it: see ss -w -p.")},
	[CAUSE_ROUTER_ALERT] =
		{"router-alert", CLASS_NORMAL, FROM_HEADERS | WITH_DEVICE,
		 N_("A packet with the router alert option goes to several sockets that "
		    "asked for such packets."),
		 NULL},
	[CAUSE_PEEK] = {"peek", CLASS_COST, 0,
			N_("A program looks at a datagram with MSG_PEEK while something else uses "
			   "the same packet."),
			NULL},
	[CAUSE_MULTICAST_LOOP] =
		{"multicast-loop", CLASS_NORMAL, FROM_HEADERS | WITH_DEVICE,
		 N_("A multicast or broadcast packet is sent, and a clone goes back to "
		    "listeners on this machine."),
		 N_("A sender without local listeners can switch this off with "
		    "IP_MULTICAST_LOOP or IPV6_MULTICAST_LOOP.")},
	[CAUSE_MULTICAST_ROUTING] =
		{"multicast-routing", CLASS_NORMAL, FROM_HEADERS | WITH_DEVICE,
		 N_("The kernel routes a multicast packet. Each further interface, and the "
		    "machine itself, gets a clone."),
		 NULL},
	[CAUSE_LLC_MULTICAST] = {"llc-multicast", CLASS_NORMAL, FROM_HEADERS | WITH_DEVICE,
				 N_("An LLC frame goes to several sockets."), NULL},
	[CAUSE_TX_TIMESTAMP] =
		{"tx-timestamp", CLASS_COST, FROM_HEADERS | WITH_DEVICE,
		 N_("The socket asked when its packets leave (SO_TIMESTAMPING). A clone "
		    "carries the time to the socket's error queue."),
		 N_("The option SOF_TIMESTAMPING_OPT_TSONLY reports the time without the "
		    "packet.")},
	[CAUSE_SOCKET_ERROR] =
		{"socket-error", CLASS_ATTENTION, FROM_HEADERS,
		 N_("An error, such as an ICMP message, goes to the error queue of the "
		    "socket that asked for it (IP_RECVERR)."),
		 NULL},
	[CAUSE_ICMP_ERROR] =
		{"icmp-error", CLASS_ATTENTION, FROM_HEADERS,
		 N_("The kernel makes or handles an ICMP error with a clone of the packet "
		    "that caused it."),
		 NULL},
	[CAUSE_SHARED_RECEIVE] =
		{"shared-receive", CLASS_COST, FROM_HEADERS | WITH_DEVICE,
		 N_("A protocol must change a received packet that something else holds "
		    "too, so it takes a clone. The other holder is often a capture."),
		 N_("End captures on this device that nobody needs: see ss -0 -p.")},
	[CAUSE_SHARED_TRANSMIT] =
		{"shared-transmit", CLASS_COST, FROM_HEADERS | WITH_DEVICE,
		 N_("A device must change a packet that something else holds too, so it "
		    "takes a clone. The other holder is often a capture."),
		 N_("End captures on this device that nobody needs: see ss -0 -p.")},
	[CAUSE_HEADROOM] =
		{"headroom", CLASS_COST, FROM_HEADERS,
		 N_("A header is to be put in front of a packet that something else holds, "
		    "so the kernel makes room in a clone."),
		 NULL},
	[CAUSE_RESHAPE] = {"reshape", CLASS_COST, 0,
			   N_("A packet is cut or joined, and something else holds pieces of it."),
			   NULL},
	[CAUSE_SEGMENTATION] =
		{"segmentation", CLASS_COST, FROM_HEADERS,
		 N_("A large packet is cut into packets that fit the wire, and something "
		    "else holds its pieces."),
		 NULL},
	[CAUSE_REASSEMBLY] =
		{"reassembly", CLASS_NORMAL, FROM_HEADERS,
		 N_("IP fragments are put together. The fragment that came last takes the "
		    "place of the first one in the queue."),
		 NULL},
	[CAUSE_IGMP_MLD_CHECK] =
		{"igmp-mld-check", CLASS_NORMAL, FROM_HEADERS | WITH_DEVICE,
		 N_("The kernel checks the checksum of an IGMP or MLD message on a clone "
		    "without padding."),
		 NULL},
	[CAUSE_NEIGHBOUR] =
		{"neighbour", CLASS_NORMAL, FROM_HEADERS,
		 N_("The kernel looks for the link address of a neighbour (ARP, neighbour "
		    "discovery), and shows the waiting packet to the probe; or it puts a "
		    "proxied request aside."),
		 NULL},
	[CAUSE_BRIDGE_FLOOD] =
		{"bridge-flood", CLASS_COST, FROM_HEADERS | WITH_DEVICE,
		 N_("A bridge sends a frame to more than one port: a broadcast, a "
		    "multicast, or an unknown destination."),
		 N_("Unknown destinations that go on mean that entries expire or traffic "
		    "runs one way only: see bridge fdb. Multicast snooping limits "
		    "multicast.")},
	[CAUSE_BOND_BROADCAST] =
		{"bond-broadcast", CLASS_NORMAL, FROM_HEADERS | WITH_DEVICE,
		 N_("A bond or team in broadcast mode sends each packet on every port."), NULL},
	[CAUSE_MACVLAN] =
		{"macvlan", CLASS_NORMAL, FROM_HEADERS | WITH_DEVICE,
		 N_("A macvlan device hands a broadcast or multicast frame to each of its "
		    "siblings."),
		 NULL},
	[CAUSE_IPVLAN] = {"ipvlan", CLASS_NORMAL, FROM_HEADERS | WITH_DEVICE,
			  N_("An ipvlan device hands a multicast frame to each of its siblings."),
			  NULL},
	[CAUSE_MACSEC] = {"macsec", CLASS_NORMAL, FROM_HEADERS | WITH_DEVICE,
			  N_("MACsec hands a frame to each of its devices."), NULL},
	[CAUSE_MIRROR] = {"mirror", CLASS_COST, FROM_HEADERS | WITH_DEVICE,
			  N_("A tc mirred action or an nftables dup statement copies a packet to "
			     "another device."),
			  N_("Every matching packet is sent twice: see tc -s filter and nft list "
			     "ruleset.")},
	[CAUSE_VXLAN_FLOOD] = {"vxlan-flood", CLASS_COST, FROM_HEADERS | WITH_DEVICE,
			       N_("A vxlan device sends a frame to more than one remote host."),
			       N_("A control plane (EVPN) or static fdb entries avoid flooding.")},
	[CAUSE_NETEM] =
		{"netem", CLASS_ATTENTION, FROM_HEADERS | WITH_DEVICE,
		 N_("tc netem duplicates packets, because it was told to."),
		 N_("It is a test tool: see tc qdisc, and remove it when the test is over.")},
	[CAUSE_OPENVSWITCH] =
		{"openvswitch", CLASS_NORMAL, FROM_HEADERS | WITH_DEVICE,
		 N_("Open vSwitch sends a packet to several ports, or a copy to its daemon."),
		 NULL},
	[CAUSE_BPF_REDIRECT] =
		{"bpf-redirect", CLASS_COST, FROM_HEADERS | WITH_DEVICE,
		 N_("A BPF program called bpf_clone_redirect() to send a copy of a packet "
		    "to another device."),
		 NULL},
	[CAUSE_XDP_REDIRECT] =
		{"xdp-redirect", CLASS_NORMAL, FROM_HEADERS | WITH_DEVICE,
		 N_("An XDP program in generic mode sends a packet to all devices of a map."),
		 NULL},
	[CAUSE_BPF_SOCKET] =
		{"bpf-socket", CLASS_NORMAL, FROM_HEADERS,
		 N_("A BPF program of a socket looks at a packet that something else holds "
		    "too."),
		 NULL},
	[CAUSE_STREAM_PARSER] =
		{"stream-parser", CLASS_NORMAL, 0,
		 N_("A record parser (kernel TLS, KCM, sockmap) keeps the segments that "
		    "make up a record."),
		 NULL},
	[CAUSE_HSR_PRP] = {"hsr-prp", CLASS_NORMAL, FROM_HEADERS | WITH_DEVICE,
			   N_("HSR or PRP sends a frame on both rings, or hands it up as well."),
			   NULL},
	[CAUSE_SCTP] = {"sctp", CLASS_NORMAL, FROM_HEADERS,
			N_("SCTP keeps a packet whose chunks go different ways."), NULL},
	[CAUSE_DCCP] = {"dccp", CLASS_NORMAL, 0,
			N_("DCCP sends a packet that it may have to send again."), NULL},
	[CAUSE_RXRPC] = {"rxrpc", CLASS_NORMAL, FROM_HEADERS,
			 N_("RxRPC (AFS) splits a jumbo packet into its parts."), NULL},
	[CAUSE_TIPC] = {"tipc", CLASS_NORMAL, 0,
			N_("TIPC sends a message that it may have to send again, or that has "
			   "several receivers."),
			NULL},
	[CAUSE_CAN] = {"can", CLASS_NORMAL, 0,
		       N_("A CAN frame goes to several listeners, or back to its sender as an "
			  "echo."),
		       NULL},
	[CAUSE_BLUETOOTH] =
		{"bluetooth", CLASS_NORMAL, 0,
		 N_("A Bluetooth frame goes to monitors or raw sockets too, or may have to "
		    "be sent again."),
		 NULL},
	[CAUSE_WIFI] = {"wifi", CLASS_NORMAL, 0,
			N_("Wi-Fi shows a frame to a monitor interface, turns a multicast into "
			   "unicasts, keeps a frame for its acknowledgement, or splits an "
			   "aggregate."),
			NULL},
	[CAUSE_BATMAN] = {"batman", CLASS_NORMAL, 0,
			  N_("B.A.T.M.A.N. sends a packet on several interfaces, or keeps it for "
			     "later."),
			  NULL},
	[CAUSE_IEEE802154] = {"ieee802154", CLASS_NORMAL, 0,
			      N_("An IEEE 802.15.4 frame goes to several listeners."), NULL},
	[CAUSE_OLD_PROTOCOLS] =
		{"old-protocols", CLASS_NORMAL, 0,
		 N_("AX.25, NET/ROM, ROSE, X.25, LLC, Phonet, NFC, IUCV or QRTR: a frame "
		    "has several receivers, or may have to be sent again."),
		 NULL},
	[CAUSE_STORAGE_OVER_ETHERNET] =
		{"storage-over-ethernet", CLASS_NORMAL, 0,
		 N_("ATA or Fibre Channel over Ethernet sends a frame that it may have to "
		    "send again."),
		 NULL},
	[CAUSE_DRIVER] = {"driver", CLASS_NORMAL, 0,
			  N_("A network driver splits an aggregate of frames, or keeps a frame for "
			     "itself."),
			  NULL},
};

const char *cause_class_name(enum cause_class class)
{
	static const char *const names[] = {
		[CLASS_NORMAL] = "normal", [CLASS_COST] = "cost", [CLASS_ATTENTION] = "attention"};

	return names[class];
}

const struct cause_function *cause_next_function(enum cause_id cause,
						 const struct cause_function *entry)
{
	entry = entry ? entry + 1 : cause_functions;
	while (entry->caller && entry->cause != cause)
		entry++;
	return entry->caller ? entry : NULL;
}

void cause_function_text(const struct cause_function *entry, char text[CAUSE_FUNCTION_SIZE])
{
	const char *behind = entry->behind ? entry->behind : "*";
	const bool has_behind = entry->behind || entry->further;

	snprintf(text, CAUSE_FUNCTION_SIZE, "%s%s%s%s%s%s%s", entry->module ? entry->module : "",
		 entry->module ? ":" : "", entry->caller, has_behind ? "<" : "",
		 has_behind ? behind : "", entry->further ? "<" : "",
		 entry->further ? entry->further : "");
}
