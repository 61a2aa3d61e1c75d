/* sanitizers: does AddressSanitizer or valgrind look on? They reserve terabytes
 * of address space, and make system calls of their own, which limits and
 * filters forbid. */
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

/* Valgrind is asked by instructions that do nothing on a CPU; so nobody can
 * pretend to be it who does not emulate the CPU, and has all power anyway. */
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
