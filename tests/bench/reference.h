/* The event that the program of the reference submits and its reader prints. */
#ifndef SKBCLONE_BENCH_REFERENCE_H
#define SKBCLONE_BENCH_REFERENCE_H

#include <linux/types.h>

struct reference_event {
	__u64 ts_ns;
	__u64 count;
	__u32 tgid;
	__u32 zero;
	char comm[16];
};

#endif
