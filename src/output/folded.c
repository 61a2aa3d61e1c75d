/*
 * The folded format: a line for each stack, `comm;outermost;...;innermost N`, as
 * flamegraph.pl, inferno and speedscope read it. It is written at the end.
 */
#include "output/sink.h"
#include "output/tree.h"

enum {
	/* `;`, a path of names, a space and the number: room for the last two. */
	TAIL_SIZE = 24,
	/* Lines are collected up to this length. */
	PIECE_SIZE = WRITER_PIECE_MAX / 2,
};

struct folded {
	struct tree tree;
	uint32_t next; /* node to write */
};

static void begin(struct sink *sink)
{
	struct folded *folded = sink->state;

	tree_clear(&folded->tree);
	folded->next = TREE_OTHER;
}

static void row(struct sink *sink, const struct row *row)
{
	struct folded *folded = sink->state;
	uint64_t calls = sink_calls(sink, row);

	tree_add(&folded->tree, row, calls);
	sink_hold(sink, calls);
}

/* Readers split a line at semicolons and at its last space. */
static void put_name(struct line *line, const char *name)
{
	for (; *name; name++)
		put_char(line, *name == ';' || *name == ' ' ? '_' : *name);
}

/* Put the names from the root to the node. */
static void put_path(struct line *line, const struct tree *tree, uint32_t node)
{
	uint32_t path[SKBCLONE_FRAMES + 1];
	char text[FIELD_TEXT_SIZE];
	size_t count = 0;

	for (; node != TREE_ALL; node = tree->nodes[node].parent)
		path[count++] = node;
	while (count > 0) {
		put_name(line, tree_name(tree, path[--count], text));
		if (count > 0)
			put_char(line, ';');
	}
}

static bool end(struct sink *sink, const struct summary *summary)
{
	struct folded *folded = sink->state;
	const struct tree *tree = &folded->tree;
	struct line line = sink_line(sink);
	const char *start = line.at;

	(void)summary;
	for (; folded->next < tree->count && line.at - start < PIECE_SIZE; folded->next++) {
		if (!tree->nodes[folded->next].calls)
			continue;
		line.end -= TAIL_SIZE;
		put_path(&line, tree, folded->next);
		line.end += TAIL_SIZE;
		put_char(&line, ' ');
		put_number(&line, tree->nodes[folded->next].calls);
		put_char(&line, '\n');
	}
	if (folded->next < tree->count) {
		sink_put(sink, &line, 0);
		return true;
	}
	sink_put_last(sink, &line);
	return false;
}

const struct format format_folded = {
	.name = "folded",
	.needs = FIELDS_OF_STACKS,
	.at_end = true,
	.state_size = sizeof(struct folded),
	.begin = begin,
	.row = row,
	.end = end,
};
