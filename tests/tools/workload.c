/*
 * workload CALLS [THREADS [COMM [PROCESSES]]]
 *
 * Makes the kernel call skb_clone() exactly CALLS times, on behalf of this
 * process: see src/host/workload.h. If CALLS is 0, it goes on until it is killed.
 * With COMM, its threads have that name. With PROCESSES, it starts that many
 * children, one after the other, and each makes CALLS calls.
 *
 * Prints how long the sending took, in nanoseconds. It must run as root.
 */
#include "host/workload.h"
#include "base/clock.h"

#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_THREADS = 64 };

struct sender {
	pthread_t thread;
	const struct workload *workload;
	uint64_t calls;
	const char *comm;
};

static void *send_all(void *argument)
{
	struct sender *sender = argument;

	if (sender->comm)
		prctl(PR_SET_NAME, sender->comm);
	errno = -workload_make_calls(sender->workload, sender->calls);
	if (errno)
		err(1, "send");
	return NULL;
}

/* With fork(2), which copies the page tables, this takes four times as long in a guest. */
static void send_by_children(struct sender *sender, unsigned long processes)
{
	while (processes-- > 0) {
		int status;
		pid_t child = vfork();

		if (child < 0)
			err(1, "fork");
		if (child == 0) {
			send_all(sender);
			_exit(0);
		}
		if (waitpid(child, &status, 0) < 0 || status != 0)
			errx(1, "a child failed");
	}
}

int main(int argc, char **argv)
{
	static struct sender senders[MAX_THREADS];
	unsigned long calls = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;
	unsigned threads = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
	const char *comm = argc > 3 ? argv[3] : NULL;
	struct workload workload;
	uint64_t start_ns;

	if (threads < 1 || threads > MAX_THREADS)
		errx(2, "1 to %d threads", MAX_THREADS);
	errno = -workload_open(&workload);
	if (errno)
		err(1, "loopback in a network namespace");
	start_ns = clock_ns();
	if (argc > 4) {
		struct sender sender = {.workload = &workload, .calls = calls, .comm = comm};

		send_by_children(&sender, strtoul(argv[4], NULL, 10));
		threads = 0;
	}
	for (unsigned i = 0; i < threads; i++) {
		senders[i] = (struct sender){
			.workload = &workload,
			.calls = calls ? calls / threads + (i < calls % threads) : UINT64_MAX,
			.comm = comm,
		};
		if (pthread_create(&senders[i].thread, NULL, send_all, &senders[i]) != 0)
			errx(1, "no thread");
	}
	for (unsigned i = 0; i < threads; i++)
		pthread_join(senders[i].thread, NULL);
	printf("%llu\n", (unsigned long long)(clock_ns() - start_ns));
	return 0;
}
