/*
 * stack: a kernel stack whose frames have names. It is kept once for all calls that share
 * it, with what follows from it: caller, cause and context. Pure.
 */
#ifndef SKBCLONE_EVENT_STACK_H
#define SKBCLONE_EVENT_STACK_H

#include "event/cause.h"

#include <stddef.h>
#include <stdint.h>

/* Finds the names of a frame's address; strings stay its own, and valid as long as the
 * stacks are. Leaves function NULL if it knows none. */
struct stack_names {
	void (*name)(void *names, struct frame *frame);
	void *names;
};

struct stack {
	enum cause_id cause; /* as if no segment had FIN, see cause_with_fin() */
	enum context context;
	bool is_current; /* its names are; see stacks_distrust() */
	uint32_t users;  /* rows that hold it; see stack_put() */
	uint32_t count;
	struct frame frames[]; /* from the caller of skb_clone() outwards */
};

/* The stacks that were met. */
struct stacks {
	void *tree; /* tsearch(3) */
	size_t count;
	size_t limit;          /* of count, when the unused ones go; 0: as at first */
	struct stack_key *key; /* room for what is looked for */
};

/* Addresses of a stack, at most. */
enum { STACK_FRAMES_MAX = 64 };

/*
 * The stack of these return addresses, innermost first. Adds a user. NULL for want of
 * memory. The frame of skb_clone() itself, if there is one, is left out.
 */
struct stack *stacks_get(struct stacks *stacks, const struct stack_names *names,
			 const uint64_t *addresses, size_t count);

/* A user is done with it. NULL is fine. */
static inline void stack_put(struct stack *stack)
{
	if (stack)
		stack->users--;
}

/* The names may have changed: look for those of each stack again when it is met. */
void stacks_distrust(struct stacks *stacks);

/* Zeroed stacks are fine. */
void stacks_release(struct stacks *stacks);

#endif
