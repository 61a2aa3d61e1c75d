/*
 * cause: decides the cause and the context of a call from the functions of its stack. The
 * function that called skb_clone() decides; if that is a wrapper, the function that called the
 * wrapper. For TCP, the next two frames refine the cause. A function that is not in the table
 * has the cause `unknown`: nothing is guessed. Pure.
 */
#ifndef SKBCLONE_EVENT_CAUSE_H
#define SKBCLONE_EVENT_CAUSE_H

#include "event/causes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A frame of a kernel stack. */
struct frame {
	uint64_t address;     /* a return address */
	const char *function; /* the function that contains the address; NULL: not known */
	const char *module;   /* NULL: the kernel itself, or not known */
	uint32_t offset;      /* bytes from the function's start to the address */
};

/* Who caused the work in which the call was made. */
enum context {
	CONTEXT_UNKNOWN,
	CONTEXT_TASK,        /* the calling thread's own system call or kernel work */
	CONTEXT_OWN_SOFTIRQ, /* softirq work at the end of the thread's own network operation */
	CONTEXT_INTERRUPT,   /* an interrupt, or softirq work after it; the thread is a bystander */
	CONTEXT_KTHREAD,     /* a kernel thread that does the work of others */
	CONTEXT_COUNT,
};

/* The name that is shown. It is never translated. */
const char *context_name(enum context context);

/* frames: the caller of skb_clone() first, then outwards. */
enum cause_id cause_of(const struct frame *frames, size_t count);
enum context context_of(const struct frame *frames, size_t count);

/* Refine the cause by FIN in TCP's control block: data with FIN ends the connection. */
enum cause_id cause_with_fin(enum cause_id cause, bool fin);

/* Is this the name of the function? A suffix of the compiler, such as .isra.0 or .cold, is
 * ignored. function may be NULL. */
bool cause_is_function(const char *function, const char *name);

#endif
