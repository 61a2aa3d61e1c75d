/*
 * The data shared by the BPF programs and the user side: the event of one call, the
 * counters of each CPU, and the configuration of the program. Both sides compile this file;
 * fields have a fixed width, without padding.
 */
#ifndef SKBCLONE_EVENT_H
#define SKBCLONE_EVENT_H

#include <linux/types.h>

/* TASK_COMM_LEN in include/linux/sched.h, the terminating NUL included. */
#define SKBCLONE_COMM_SIZE 16

/* Processes with their own counter. Calls of further processes are counted together. */
#define SKBCLONE_MAX_PROCESSES 10240

/* Identifies a process: processes that reuse a tgid have different starts. */
struct skbclone_process {
	__u64 start; /* 1 + start_time of its first thread in ns, since swapper/0 started at 0 */
	__u32 tgid;
	__u32 zero;
};

struct skbclone_name {
	char comm[SKBCLONE_COMM_SIZE];
};

/* A CPU wakes the reader for a call after so long without one for which it did. The reader
 * looks by itself for at least as long after each call. */
#define SKBCLONE_RING_AGAIN_NS 1000000000ull

/* One call, as perf_output.c submits it. */
struct skbclone_event {
	__u64 ts_ns; /* CLOCK_MONOTONIC, read after the call was counted */
	__u64 seq;   /* number of this call on its CPU; PER_PROCESS: in its process */
	__u64 start; /* PER_PROCESS: start of the process; 0: counted with others */
	__u32 tgid;
	__u32 tid;
	char comm[SKBCLONE_COMM_SIZE];
};

_Static_assert(sizeof(struct skbclone_event) == 48, "layout shared with the kernel side");

/* The counters of one CPU: a slot of the map `counts`, which the user side maps into its
 * memory. Only this CPU writes it, and a program does not nest in itself, so plain additions are
 * exact. Each slot is one cache line. */
struct skbclone_counts {
	__u64 calls;   /* matching calls, counted before ts_ns is read */
	__u64 done;    /* of those: calls whose event was submitted or refused */
	__u64 full;    /* refused: this CPU's ring was full */
	__u64 closed;  /* refused: this CPU had no live ring */
	__u64 other;   /* calls that found no room in the map of totals */
	__u64 rung_ns; /* perf_output.c: when a call of this CPU last woke the reader */
	__u64 unused[2];
};

_Static_assert(sizeof(struct skbclone_counts) == 64, "one cache line for each CPU");

/*
 * The user side writes the format of trace_fields.c, because it contains the tag of the
 * run: `skbclone-XXXXXXXXXXXXXXXX %llx %llx %llx` and one character of white space. The tag
 * is random: another program that prints foreign text cannot know it. It is longer than a
 * comm, so no comm can hold it. Kernels before 5.13 refuse a format with a NUL before its
 * end, so the text fills the array exactly.
 */
#define SKBCLONE_TAG_SIZE    sizeof("skbclone-0123456789abcdef")
#define SKBCLONE_FORMAT_SIZE sizeof("skbclone-0123456789abcdef %llx %llx %llx ")

/* The configuration, which the user side writes. One object serves all values. */
struct skbclone_config {
	__u64 comm[SKBCLONE_COMM_SIZE / sizeof(__u64)];      /* MATCH_COMM: padded with NULs */
	__u64 comm_mask[SKBCLONE_COMM_SIZE / sizeof(__u64)]; /* of its bytes, with the first NUL */
	__u64 entry_start; /* why.c: where the kernel's entry code lies */
	__u64 entry_size;  /* 0: not known, or stacks are wanted whole */
	__u32 tgid;        /* MATCH_TGID */
	__u32 tracer;      /* MATCH_TREE: processes that this tgid forks start the tree */
	__u32 unfollowed;  /* set by the program: processes that did not fit the tree */
	char format[SKBCLONE_FORMAT_SIZE];
};

/*
 * bpf_trace_printk() takes three values. The first two are the comm. Its last byte, always
 * NUL in a comm, holds the upper bits of the start. The third value is
 *
 *   bits 0 to 21   tgid, below 2^22 (PID_MAX_LIMIT in linux/threads.h)
 *   bits 22 to 31  lower bits of the start
 *   bits 32 to 63  lower half of seq
 *
 * The start tells apart processes that reuse a tgid: 1 + start in units of 2^20 ns; it
 * repeats after 275 s. 0: counted with others.
 */
#define SKBCLONE_TGID_BITS      22
#define SKBCLONE_START_LOW_BITS 10
#define SKBCLONE_START_BITS     18
#define SKBCLONE_START(start)   (1 + ((start) >> 20) % ((1u << SKBCLONE_START_BITS) - 1))

/* Frames of a stack that leave the kernel. */
#define SKBCLONE_FRAMES 61

/* Causes are counted one by one for so many stacks, each with its process. */
#define SKBCLONE_MAX_ORIGINS 10240

/* Where calls come from, and how many did: a value of the map in why.c. */
struct skbclone_origin {
	__u64 calls;
	__u64 start; /* of the process */
	__u32 tgid;
	__u16 fin; /* SKBCLONE_FIN, if TCP's control block has it */
	__u16 frame_count;
	__u64 stack[SKBCLONE_FRAMES]; /* the innermost frame first */
};

_Static_assert(sizeof(struct skbclone_origin) == 512, "layout shared with the kernel side");

#define SKBCLONE_INET        2  /* AF_INET in include/linux/socket.h */
#define SKBCLONE_INET6       10 /* AF_INET6 */
#define SKBCLONE_FIN         1  /* TCPHDR_FIN in include/net/tcp.h */
#define SKBCLONE_DEVICE_SIZE 16 /* IFNAMSIZ in include/uapi/linux/if.h */
#define SKBCLONE_HEADER_SIZE 64
#define SKBCLONE_FRAME_MASK  511 /* bytes of a stack: below 512 */

/* What WITH_PACKET adds to an event: raw facts of the packet. 0: not known. */
struct skbclone_packet {
	__u8 source[16]; /* of the socket, as the next */
	__u8 destination[16];
	char device[SKBCLONE_DEVICE_SIZE];
	__u32 length;         /* skb->len */
	__u32 network_length; /* of it, from the network header on */
	__u32 netns;          /* inode number, of the device */
	__u32 socket_netns;
	__u16 protocol;    /* as in the frame, big endian */
	__u16 header_size; /* bytes of `headers` that belong to the packet */
	__u16 socket_family;
	__u16 socket_protocol;
	__u16 source_port;                  /* host byte order */
	__u16 destination_port;             /* big endian */
	__u8 tcp_flags;                     /* of the control block */
	__u8 has_sender;                    /* TCP is sending it, through the socket above */
	__u16 ethertype;                    /* big endian, from in front of the network header */
	__u8 headers[SKBCLONE_HEADER_SIZE]; /* from the network header on; right behind ethertype */
};

_Static_assert(sizeof(struct skbclone_packet) == 144, "layout shared with the kernel side");

#endif
