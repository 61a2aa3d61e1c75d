/* A library for LD_PRELOAD: CLOCK_MONOTONIC runs 60 times as fast, a minute in a second. */
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { TIMES = 60 };

int clock_gettime(clockid_t clock, struct timespec *now)
{
	int result = syscall(SYS_clock_gettime, clock, now);
	long long ns;

	if (result < 0 || clock != CLOCK_MONOTONIC)
		return result;
	ns = (now->tv_sec * 1000000000LL + now->tv_nsec) * TIMES;
	*now = (struct timespec){ns / 1000000000, ns % 1000000000};
	return 0;
}
