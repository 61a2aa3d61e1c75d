#!/usr/bin/python3
"""multicast.py ADDRESS LISTENERS: open so many sockets that listen to one multicast group, and send it one datagram.

ADDRESS is that of the network device to use.
"""
import socket
import sys

GROUP = "239.1.2.3", 7777
device = socket.inet_aton(sys.argv[1])


def listener():
    listening = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(GROUP)
    listening.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(GROUP[0]) + device)
    return listening


listeners = [listener() for _ in range(int(sys.argv[2]))]
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, device)
sender.sendto(b"hello", GROUP)
for listening in listeners:
    print(listening.recv(100).decode())
