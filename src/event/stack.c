#include "event/stack.h"

#include <search.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Distinct stacks that are kept. A machine has some hundreds; only forged recursion makes
 * more, and then those without users go. */
enum { STACKS_MAX = 16384 };

/* A stack as it was met: this is compared. */
struct stack_key {
	uint32_t count;
	uint64_t addresses[STACK_FRAMES_MAX];
};

/* What is in the tree. The key is first, and only as long as it needs. */
struct kept {
	struct stack *stack;
	struct stack_key key;
};

static size_t key_size(const struct stack_key *key)
{
	return offsetof(struct stack_key, addresses) + key->count * sizeof(key->addresses[0]);
}

/* Of two stack_keys: what the tree holds are pointers to the keys of struct kept. */
static int compare(const void *one, const void *two)
{
	const struct stack_key *a = one, *b = two;

	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	return memcmp(a, b, key_size(a));
}

static struct kept *kept_of(const void *key)
{
	return (struct kept *)((char *)key - offsetof(struct kept, key));
}

static void free_kept(void *node)
{
	struct kept *kept = kept_of(node);

	free(kept->stack);
	free(kept);
}

/* twalk_r(3): put the stacks that rows hold into the tree at `argument`. */
static void keep_used(const void *node, VISIT visit, void *argument)
{
	struct kept *kept = kept_of(*(const void *const *)node);
	void **tree = argument;

	if ((visit == postorder || visit == leaf) && kept->stack->users)
		tsearch(&kept->key, tree, compare);
}

static void free_unused(void *node)
{
	if (!kept_of(node)->stack->users)
		free_kept(node);
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

/* Name the frames, and conclude from them. */
static struct stack *new_stack(const struct stack_names *names, const uint64_t *addresses,
			       size_t count)
{
	struct stack *stack = calloc(1, sizeof(*stack) + count * sizeof(stack->frames[0]));

	if (!stack)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		struct frame frame = {.address = addresses[i]};

		names->name(names->names, &frame);
		/* skb_clone() itself is there on x86_64, and not on arm64. */
		if (stack->count > 0 || !cause_is_function(frame.function, "skb_clone"))
			stack->frames[stack->count++] = frame;
	}
	stack->cause = cause_of(stack->frames, stack->count);
	stack->context = context_of(stack->frames, stack->count);
	return stack;
}

/* Add the stack of this key. NULL for want of memory. */
static struct stack *add(struct stacks *stacks, const struct stack_names *names,
			 const struct stack_key *key)
{
	struct kept *kept = malloc(offsetof(struct kept, key) + key_size(key));

	if (!kept)
		return NULL;
	memcpy(&kept->key, key, key_size(key));
	kept->stack = new_stack(names, key->addresses, key->count);
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
	stacks->key->count = count < STACK_FRAMES_MAX ? count : STACK_FRAMES_MAX;
	memcpy(stacks->key->addresses, addresses,
	       stacks->key->count * sizeof(stacks->key->addresses[0]));
	node = tfind(stacks->key, &stacks->tree, compare);
	if (!node && stacks->count >= STACKS_MAX)
		drop_unused(stacks);
	stack = node ? kept_of(*(void **)node)->stack : add(stacks, names, stacks->key);
	if (stack)
		stack->users++;
	return stack;
}

void stacks_release(struct stacks *stacks)
{
	tdestroy(stacks->tree, free_kept);
	free(stacks->key);
	*stacks = (struct stacks){0};
}
