/*
 * cause: from the names of a stack to the cause and the context of a call. Nothing is
 * guessed: the caller of skb_clone() decides, or the function behind a wrapper, and for TCP
 * the two frames behind it; what the table does not know is unknown. Pure.
 */
#ifndef SKBCLONE_EVENT_CAUSE_H
#define SKBCLONE_EVENT_CAUSE_H

#include "event/causes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A frame of a kernel stack. */
struct frame {
	uint64_t address;     /* of the instruction that the function returns to */
	const char *function; /* NULL: its name is not known */
	const char *module;   /* NULL: the kernel itself, or not known */
	uint32_t offset;      /* of the address in the function, in bytes */
};

/* Whose work the call is. */
enum context {
	CONTEXT_UNKNOWN,
	CONTEXT_TASK,        /* the calling thread's own system call or kernel work */
	CONTEXT_OWN_SOFTIRQ, /* softirq work at the end of the thread's own operation */
	CONTEXT_INTERRUPT,   /* on top of whatever ran: comm and tgid are a bystander's */
	CONTEXT_KTHREAD,     /* work of others by a thread that was made for it */
};

/* The name as it is shown, never translated. */
const char *context_name(enum context context);

/* frames: from the caller of skb_clone() outwards. */
enum cause_id cause_of(const struct frame *frames, size_t count);
enum context context_of(const struct frame *frames, size_t count);

/* The cause of a segment: data with FIN is the end of the connection. */
enum cause_id cause_with_fin(enum cause_id cause, bool fin);

/* Is the function, without what the compiler appended to its name (.isra.0, .cold), this
 * one? function may be NULL. */
bool cause_is_function(const char *function, const char *name);

#endif
