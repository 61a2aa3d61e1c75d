#include "output/tree.h"

#include "output/format.h"

#include <string.h>

/* The outermost frame. Work of an interrupt is not that of the process that it interrupted. */
static void root_name(char name[SKBCLONE_COMM_SIZE], const struct row *row)
{
	const char *comm = row->context == CONTEXT_INTERRUPT ? "[softirq]" : row->comm;

	memset(name, 0, SKBCLONE_COMM_SIZE);
	memcpy(name, comm, strnlen(comm, SKBCLONE_COMM_SIZE - 1));
}

static bool is_same(const struct tree *tree, const struct tree_node *node,
		    const struct frame *frame, const char *root)
{
	if (root)
		return memcmp(tree->roots[node->address], root, SKBCLONE_COMM_SIZE) == 0;
	if (!node->function || !frame->function)
		return node->function == frame->function && node->address == frame->address;
	return node->function == frame->function || strcmp(node->function, frame->function) == 0;
}

/* Returns the child of `parent` for this frame, or for this root; 0: there is no room. The
 * child becomes the first one, because the next call is likely to need it, too. */
static uint32_t descend(struct tree *tree, uint32_t parent, const struct frame *frame,
			const char *root)
{
	uint32_t *link = &tree->nodes[parent].child, at;

	while (*link && (*link == TREE_OTHER || !is_same(tree, &tree->nodes[*link], frame, root)))
		link = &tree->nodes[*link].sibling;
	at = *link;
	if (at) {
		*link = tree->nodes[at].sibling;
	} else {
		if (tree->count == TREE_NODES || (root && tree->root_count == TREE_ROOTS))
			return 0;
		at = tree->count++;
		tree->nodes[at] = (struct tree_node){.parent = parent};
		if (root) {
			memcpy(tree->roots[tree->root_count], root, SKBCLONE_COMM_SIZE);
			tree->nodes[at].address = tree->root_count++;
		} else {
			tree->nodes[at].function = frame->function;
			tree->nodes[at].address = frame->address;
		}
	}
	tree->nodes[at].sibling = tree->nodes[parent].child;
	tree->nodes[parent].child = at;
	return at;
}

static void begin(struct tree *tree)
{
	tree->nodes[TREE_ALL] = (struct tree_node){.child = TREE_OTHER};
	tree->nodes[TREE_OTHER] = (struct tree_node){.parent = TREE_ALL};
	tree->count = TREE_FIRST;
}

void tree_add(struct tree *tree, const struct row *row, uint64_t calls)
{
	char root[SKBCLONE_COMM_SIZE];
	uint32_t at = TREE_ALL;

	if (!tree->count)
		begin(tree);
	root_name(root, row);
	if (!row->rest)
		at = descend(tree, TREE_ALL, NULL, root);
	for (uint32_t i = row->stack ? row->stack->count : 0; i > 0 && at; i--)
		at = descend(tree, at, &row->stack->frames[i - 1], NULL);
	tree->nodes[at ? at : TREE_OTHER].calls += calls;
}

void tree_clear(struct tree *tree)
{
	tree->count = tree->root_count = 0;
}

const char *tree_name(const struct tree *tree, uint32_t node, char text[FIELD_TEXT_SIZE])
{
	const struct tree_node *at = &tree->nodes[node];
	const struct frame frame = {.function = at->function, .address = at->address};

	if (node == TREE_OTHER)
		return "[other]";
	if (at->parent != TREE_ALL)
		return field_function(&frame, text);
	format_comm(text, tree->roots[at->address]);
	return text;
}
