/*
 * rounds CALLS: for each line on stdin, make the kernel call skb_clone() CALLS times, and print
 * how long that took, in nanoseconds. One process makes all rounds, so they are alike.
 */
#include "base/clock.h"
#include "host/workload.h"

#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
	unsigned long calls = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;
	struct workload workload;
	char line[8];

	errno = -workload_open(&workload);
	if (errno)
		err(1, "loopback in a network namespace");
	while (fgets(line, sizeof(line), stdin)) {
		uint64_t start_ns = clock_ns();

		errno = -workload_make_calls(&workload, calls);
		if (errno)
			err(1, "send");
		printf("%llu\n", (unsigned long long)(clock_ns() - start_ns));
		fflush(stdout);
	}
	return 0;
}
