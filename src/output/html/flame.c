/* The section of the flame graph: a box for each frame, as wide as its calls, above the
 * frame that called it. */
#include "base/language.h"
#include "output/html/page.h"

enum { WIDTH = 1200, ROW_HEIGHT = 18, COLUMN = 7, COLORS = 5 };

static bool is_drawn(const struct page *page, uint32_t node)
{
	return page->frame_calls[node] >= page->frame_least && page->frame_calls[node] > 0;
}

static double scale(const struct page *page)
{
	return (double)WIDTH / page->frame_calls[TREE_ALL];
}

/* The same function has the same colour everywhere. */
static unsigned color_of(const char *name)
{
	unsigned value = 0;

	for (; *name; name++)
		value = 31 * value + (unsigned char)*name;
	return value % COLORS;
}

static void begin(struct line *line, const struct page *page)
{
	int height = (page->frame_depth + 1) * ROW_HEIGHT;

	put_text(line, "<section id='flame'><h2>");
	put_html(line, _("Flame graph"));
	put_text(line, "</h2><p>");
	put_html(
		line,
		_("Each box is a function of the kernel, as wide as the calls of skb_clone() below "
		  "it. At the bottom are all calls, and above them the processes."));
	if (page->frame_least > 1) {
		put_char(line, ' ');
		put_format(line, _("Boxes of less than %llu calls are not drawn."),
			   (unsigned long long)page->frame_least);
	}
	put_format(line,
		   "</p>\n<div class='scroll'><svg width='%d' height='%d' viewBox='0 0 %d %d'>\n",
		   WIDTH, height, WIDTH, height);
}

static void put_box(struct line *line, const struct page *page, uint32_t node)
{
	double x = page->frame_start[node] * scale(page);
	double width = page->frame_calls[node] * scale(page);
	int y = (page->frame_depth - page->frame_depths[node]) * ROW_HEIGHT;
	char text[FIELD_TEXT_SIZE];
	const char *name = node == TREE_ALL ? "all" : tree_name(page->tree, node, text);
	uint32_t columns = width > 8 ? (width - 8) / COLUMN : 0;

	put_format(line, "<g class='frame' data-self='%llu' data-calls='%llu'><title>",
		   (unsigned long long)page->tree->nodes[node].calls,
		   (unsigned long long)page->frame_calls[node]);
	put_html(line, name);
	put_format(line, " %llu, ", (unsigned long long)page->frame_calls[node]);
	put_share(line, page->frame_calls[node], page->frame_calls[TREE_ALL]);
	put_format(line, "</title><rect class='f%u' x='%.2f' y='%d' width='%.2f' height='%d'/>",
		   color_of(name), x, y, width > 1 ? width - 0.5 : width, ROW_HEIGHT - 1);
	if (columns >= 3) {
		put_format(line, "<text x='%.2f' y='%d'>", x + 4, y + 13);
		put_html_cut(line, name, columns);
		put_text(line, "</text>");
	}
	put_text(line, "</g>\n");
}

static uint32_t count(const struct page *page)
{
	return page->frame_calls[TREE_ALL] ? page->tree->count + 2 : 0;
}

static void item(struct line *line, const struct page *page, uint32_t item)
{
	if (item == 0)
		begin(line, page);
	else if (item > page->tree->count)
		put_text(line, "</svg></div></section>\n");
	else if (is_drawn(page, item - 1))
		put_box(line, page, item - 1);
}

const struct section section_flame = {count, item};
