/*
 * The contract between the BPF programs and the user side: what one call of
 * skb_clone() says of itself, and what each CPU keeps of all its calls.
 * Compiled by both sides; fixed-width fields, no padding.
 */
#ifndef SKBCLONE_EVENT_H
#define SKBCLONE_EVENT_H

#include <linux/types.h>

/* TASK_COMM_LEN in include/linux/sched.h, the terminating NUL included. */
#define SKBCLONE_COMM_SIZE 16

/* One call, as perf_output.c submits it. */
struct skbclone_event {
	__u64 ts_ns; /* CLOCK_MONOTONIC, read after the call was counted */
	__u64 seq;   /* calls counted on this CPU, this one included */
	__u32 tgid;
	__u32 tid;
	char comm[SKBCLONE_COMM_SIZE];
};

_Static_assert(sizeof(struct skbclone_event) == 40, "layout shared with the kernel side");

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
	__u64 unused[4];
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

struct skbclone_config {
	char format[SKBCLONE_FORMAT_SIZE];
};

/*
 * bpf_trace_printk() takes three values: the comm takes two, tgid and seq
 * share the third. A tgid is below 2^22 (PID_MAX_LIMIT in linux/threads.h).
 */
#define SKBCLONE_TGID_BITS 22

#endif
