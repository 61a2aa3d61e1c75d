/* sanitizers: does this process run under AddressSanitizer or valgrind? They reserve
 * terabytes of address space and make their own system calls. Our resource limits and
 * seccomp filters would forbid both. */
#ifndef SKBCLONE_BASE_SANITIZERS_H
#define SKBCLONE_BASE_SANITIZERS_H

#include <stdbool.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZERS_ADDRESS true
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZERS_ADDRESS true
#endif
#ifndef SANITIZERS_ADDRESS
#define SANITIZERS_ADDRESS false
#endif

/* RUNNING_ON_VALGRIND executes instructions that do nothing on a real CPU. Only an emulator
 * of the CPU can fake the answer, and an emulator controls the process anyway. */
#ifdef SKBCLONE_VALGRIND
#include <valgrind/valgrind.h>
#else
#define RUNNING_ON_VALGRIND 0
#endif

static inline bool sanitizers_look_on(void)
{
	return SANITIZERS_ADDRESS || RUNNING_ON_VALGRIND;
}

#endif
