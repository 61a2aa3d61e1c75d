/*
 * stack: interns the kernel stacks of calls. Each distinct stack is kept once, with the names of
 * its functions and with its cause and context. source/origin.c looks stacks up here; rows point
 * to them. Pure.
 */
#ifndef SKBCLONE_EVENT_STACK_H
#define SKBCLONE_EVENT_STACK_H

#include "event/cause.h"
#include "programs/event.h"

#include <stddef.h>
#include <stdint.h>

/* Looks up names. name() fills in a frame from its address; if it knows no function there, it
 * leaves `function` NULL. The strings must stay valid as long as the stacks do. */
struct stack_names {
	void (*name)(void *names, struct frame *frame);
	void *names;
	size_t own_place; /* index of skb_clone()'s frame on x86_64, for frames without a name */
};

struct stack {
	enum cause_id cause; /* without regard to FIN, see cause_with_fin() */
	enum context context;
	bool is_current;     /* the names are up to date, see stacks_distrust() */
	uint32_t users;      /* rows that point to it, see stack_put() */
	uint64_t counted[2]; /* its calls, without and with FIN, that totals have already */
	uint32_t count;
	struct frame frames[]; /* the caller of skb_clone() first, then outwards */
};

/* The stacks that are kept. */
struct stacks {
	void *tree; /* tsearch(3) */
	size_t count;
	size_t limit;          /* of count, above which unused stacks are dropped */
	struct stack_key *key; /* scratch for a look-up */
};

/*
 * Find or add the stack with these return addresses, innermost first, and add a user to it. More
 * than SKBCLONE_FRAMES are cut. The frame of skb_clone() itself is left out, with those before it.
 * Returns NULL if there is no memory. The stack belongs to `stacks`, and stays as long as it has
 * users.
 */
struct stack *stacks_get(struct stacks *stacks, const struct stack_names *names,
			 const uint64_t *addresses, size_t count);

/* Remove a user. Accepts NULL. */
static inline void stack_put(struct stack *stack)
{
	if (stack)
		stack->users--;
}

/* The names may have changed: look up those of each stack again at its next stacks_get(). */
void stacks_distrust(struct stacks *stacks);

/* Free all stacks, also those with users. Accepts zeroed stacks. */
void stacks_release(struct stacks *stacks);

#endif
