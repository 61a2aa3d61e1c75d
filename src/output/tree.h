/*
 * tree: calls by kernel stack, with the process's name as the outermost frame: a trie in
 * memory of fixed size. Calls whose stack finds no room are counted together, so the sum is
 * always exact. folded and html add to it and write it.
 */
#ifndef SKBCLONE_OUTPUT_TREE_H
#define SKBCLONE_OUTPUT_TREE_H

#include "event/fields.h"

/* 16384 frames are about 1 MB. Loopback traffic of many programs needs some hundreds. */
enum { TREE_NODES = 16384, TREE_ROOTS = 1024 };

/* Node 0 is all of the calls, and parent of the roots. Node 1 is the root of the stacks that
 * found no room. */
enum { TREE_ALL, TREE_OTHER, TREE_FIRST };

struct tree_node {
	const char *function; /* borrowed; NULL: of a root, or not known */
	uint64_t address;     /* of the instruction; of a root, its place in `roots` */
	uint32_t parent;
	uint32_t child;   /* its first one; 0: none */
	uint32_t sibling; /* the next one; 0: none */
	uint64_t calls;   /* of stacks that end here */
};

struct tree {
	uint32_t count; /* of nodes; 0: nothing was added */
	uint32_t root_count;
	struct tree_node nodes[TREE_NODES];
	char roots[TREE_ROOTS][SKBCLONE_COMM_SIZE];
};

/* Add the calls of a row. The names of its frames must stay valid. A zeroed tree is empty. */
void tree_add(struct tree *tree, const struct row *row, uint64_t calls);

/* Forget all calls. */
void tree_clear(struct tree *tree);

/* Returns the name of a node, safe to show; not of TREE_ALL. */
const char *tree_name(const struct tree *tree, uint32_t node, char text[FIELD_TEXT_SIZE]);

#endif
