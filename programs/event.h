/*
 * The contract between the BPF programs and the user side: what one call of
 * skb_clone() says of itself, what each CPU keeps of all its calls, and what
 * the user side tells the program. Compiled by both sides; fixed-width fields,
 * no padding.
 */
#ifndef SKBCLONE_EVENT_H
#define SKBCLONE_EVENT_H

#include <linux/types.h>

/* TASK_COMM_LEN in include/linux/sched.h, the terminating NUL included. */
#define SKBCLONE_COMM_SIZE 16

/* Processes that are counted one by one; calls of further ones are counted
 * together. */
#define SKBCLONE_MAX_PROCESSES 10240

/* A process: a tgid may be used again, with another start. */
struct skbclone_process {
	__u64 start_ns; /* its first thread's, by the clock of task_struct.start_time */
	__u32 tgid;
	__u32 zero;
};

struct skbclone_name {
	char comm[SKBCLONE_COMM_SIZE];
};

/* One call, as perf_output.c submits it. */
struct skbclone_event {
	__u64 ts_ns;    /* CLOCK_MONOTONIC, read after the call was counted */
	__u64 seq;      /* calls counted on this CPU, this one included; with
			 * PER_PROCESS, those of its process */
	__u64 start_ns; /* with PER_PROCESS: the process's; 0: counted with others */
	__u32 tgid;
	__u32 tid;
	char comm[SKBCLONE_COMM_SIZE];
};

_Static_assert(sizeof(struct skbclone_event) == 48, "layout shared with the kernel side");

/*
 * What one CPU keeps: a slot of the map `counts`, which the user side maps
 * into its memory. Only that CPU writes it, and never twice at once (a kprobe
 * program does not nest), so plain additions are exact. A cache line each.
 */
struct skbclone_counts {
	__u64 calls;  /* matching calls, counted before their clock is read */
	__u64 done;   /* of those, calls whose event was handed over or refused */
	__u64 full;   /* refused because this CPU's ring was full */
	__u64 closed; /* refused because this CPU had no live ring */
	__u64 other;  /* of processes beyond SKBCLONE_MAX_PROCESSES */
	__u64 unused[3];
};

_Static_assert(sizeof(struct skbclone_counts) == 64, "one cache line for each CPU");

/*
 * trace_fields.c prints with a format that the user side writes, because it
 * holds the tag of the run: `skbclone-PPPPPPP %llx %llx %llx` and one
 * character of white space. The tag is wider than a comm, so no comm can
 * forge it. Kernels before 5.13 refuse a format with a NUL before its end:
 * the text fills the array exactly.
 */
#define SKBCLONE_TAG_SIZE    sizeof("skbclone-0000000")
#define SKBCLONE_FORMAT_SIZE sizeof("skbclone-0000000 %llx %llx %llx ")

/* What the user side tells the program: one object serves all values. */
struct skbclone_config {
	__u64 comm[SKBCLONE_COMM_SIZE / sizeof(__u64)]; /* MATCH_COMM: padded with NULs */
	__u32 tgid;                                     /* MATCH_TGID */
	__u32 tracer;     /* MATCH_TREE: what this tgid forks is the tree's root */
	__u32 unfollowed; /* written by the program: processes that did not fit the tree */
	char format[SKBCLONE_FORMAT_SIZE];
};

/*
 * bpf_trace_printk() takes three values. The first two are the comm, whose
 * last byte, always NUL, carries the upper bits of the start; the third is
 *
 *   bits 0 to 21   tgid, below 2^22 (PID_MAX_LIMIT in linux/threads.h)
 *   bits 22 to 31  lower bits of the start
 *   bits 32 to 63  seq, its lower half
 *
 * The start tells a process from an earlier one of the same tgid: 1 + its
 * start in units of 2^20 ns, repeating after 275 s. 0: counted with others.
 */
#define SKBCLONE_TGID_BITS       22
#define SKBCLONE_START_LOW_BITS  10
#define SKBCLONE_START_BITS      18
#define SKBCLONE_START(start_ns) (1 + ((start_ns) >> 20) % ((1u << SKBCLONE_START_BITS) - 1))

#endif
