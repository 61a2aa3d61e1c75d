#include "event/stack.h"

#include <search.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Distinct stacks that are kept at first. The stack of an interrupt continues with the frames of
 * the interrupted code, so there is no end of distinct stacks. Above this number, those without
 * users are dropped. */
enum { STACKS_MAX = 16384 };

/* The return addresses of a stack, by which stacks are compared. */
struct stack_key {
	uint32_t count;
	uint64_t addresses[SKBCLONE_FRAMES];
};

/* A node of the tree. The key is the last member: only the used part of it is allocated. */
struct kept {
	struct stack *stack;
	struct stack_key key;
};

static size_t key_size(const struct stack_key *key)
{
	return offsetof(struct stack_key, addresses) + key->count * sizeof(key->addresses[0]);
}

/* For tsearch(3). The tree holds pointers to the keys in struct kept. */
static int compare(const void *one, const void *two)
{
	const struct stack_key *a = one, *b = two;

	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	return memcmp(a->addresses, b->addresses, a->count * sizeof(a->addresses[0]));
}

static struct kept *kept_of(const void *key)
{
	return (struct kept *)((char *)key - offsetof(struct kept, key));
}

static void free_kept(void *key)
{
	struct kept *kept = kept_of(key);

	free(kept->stack);
	free(kept);
}

/* For twalk_r(3): insert each stack that has users into the tree at `argument`. */
static void keep_used(const void *node, VISIT visit, void *argument)
{
	struct kept *kept = kept_of(*(const void *const *)node);
	void **tree = argument;

	if ((visit == postorder || visit == leaf) && kept->stack->users)
		tsearch(&kept->key, tree, compare);
}

static void free_unused(void *key)
{
	if (!kept_of(key)->stack->users)
		free_kept(key);
}

static void count_one(const void *node, VISIT visit, void *argument)
{
	(void)node;
	if (visit == postorder || visit == leaf)
		++*(size_t *)argument;
}

static void drop_unused(struct stacks *stacks)
{
	void *used = NULL;

	twalk_r(stacks->tree, keep_used, &used);
	tdestroy(stacks->tree, free_unused);
	stacks->tree = used;
	stacks->count = 0;
	twalk_r(used, count_one, &stacks->count);
}

/* A kprobe's stack begins with the frame of skb_clone() on x86_64, and does not have it on arm64.
 * By fentry, the frames of the BPF program and of the kernel's trampoline come before it. Some
 * kernels show that of the program twice. */
enum { OWN_FRAME_WITHIN = 6 };
#ifdef __x86_64__
static const bool place_decides = true;
#else
static const bool place_decides = false;
#endif

/* Is it the frame of skb_clone() itself? If the kernel hides all names, the place of the frame
 * decides. */
static bool is_own_frame(const struct stack_names *names, const struct frame *frame, size_t place)
{
	if (place_decides && place == names->own_place && !frame->function)
		return true;
	return place < OWN_FRAME_WITHIN && cause_is_function(frame->function, "skb_clone");
}

/* Look up the names of the frames, and decide cause and context. */
static void fill(struct stack *stack, const struct stack_names *names, const struct stack_key *key)
{
	stack->count = 0;
	stack->is_current = true;
	for (size_t i = 0; i < key->count; i++) {
		struct frame frame = {.address = key->addresses[i]};

		names->name(names->names, &frame);
		if (is_own_frame(names, &frame, i))
			stack->count = 0; /* leave out those before it, too */
		else
			stack->frames[stack->count++] = frame;
	}
	stack->cause = cause_of(stack->frames, stack->count);
	stack->context = context_of(stack->frames, stack->count);
}

static struct stack *new_stack(const struct stack_names *names, const struct stack_key *key)
{
	struct stack *stack = calloc(1, sizeof(*stack) + key->count * sizeof(stack->frames[0]));

	if (stack)
		fill(stack, names, key);
	return stack;
}

/* Add a stack with this key. Returns NULL if there is no memory. */
static struct stack *add(struct stacks *stacks, const struct stack_names *names,
			 const struct stack_key *key)
{
	struct kept *kept = malloc(offsetof(struct kept, key) + key_size(key));

	if (!kept)
		return NULL;
	memcpy(&kept->key, key, key_size(key));
	kept->stack = new_stack(names, key);
	if (kept->stack && tsearch(&kept->key, &stacks->tree, compare)) {
		stacks->count++;
		return kept->stack;
	}
	free_kept(&kept->key);
	return NULL;
}

struct stack *stacks_get(struct stacks *stacks, const struct stack_names *names,
			 const uint64_t *addresses, size_t count)
{
	struct stack *stack;
	void *node;

	if (!stacks->key)
		stacks->key = malloc(sizeof(*stacks->key));
	if (!stacks->key)
		return NULL;
	stacks->key->count = count < SKBCLONE_FRAMES ? count : SKBCLONE_FRAMES;
	memcpy(stacks->key->addresses, addresses,
	       stacks->key->count * sizeof(stacks->key->addresses[0]));
	node = tfind(stacks->key, &stacks->tree, compare);
	if (!node && stacks->count >= STACKS_MAX && stacks->count >= stacks->limit) {
		drop_unused(stacks);
		/* If all are in use, do not try again for each new one. */
		stacks->limit = 2 * stacks->count;
	}
	stack = node ? kept_of(*(void **)node)->stack : add(stacks, names, stacks->key);
	if (node && !stack->is_current)
		fill(stack, names, stacks->key);
	if (stack)
		stack->users++;
	return stack;
}

static void distrust(const void *node, VISIT visit, void *argument)
{
	(void)argument;
	if (visit == postorder || visit == leaf)
		kept_of(*(const void *const *)node)->stack->is_current = false;
}

void stacks_distrust(struct stacks *stacks)
{
	twalk_r(stacks->tree, distrust, NULL);
}

void stacks_release(struct stacks *stacks)
{
	tdestroy(stacks->tree, free_kept);
	free(stacks->key);
	*stacks = (struct stacks){0};
}
