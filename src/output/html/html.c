/*
 * The html format: a page that is written at the end, with SVG drawings and without a
 * script. It keeps about 2 MB, whatever the number of calls: see the tables of report.h,
 * ladder.h, timeline.h and tree.h.
 */
#include "base/array.h"
#include "base/language.h"
#include "output/html/page.h"

enum {
	/* Boxes of the flame graph, at most; narrower ones are left out. */
	BOXES_MAX = 4000,
	/* And of its width, if that is more. */
	BOX_LEAST = 2000,
};

struct html {
	struct report report;
	struct ladder ladder;
	struct timeline timeline;
	struct tree tree;
	struct page page;
	bool is_prepared;
	uint32_t section; /* to be written, and its item */
	uint32_t item;
};

static void begin(struct sink *sink)
{
	struct html *html = sink->state;

	report_clear(&html->report);
	tree_clear(&html->tree);
}

static void row(struct sink *sink, const struct row *row)
{
	struct html *html = sink->state;
	uint64_t calls = sink_calls(sink, row);
	uint32_t process = report_add(&html->report, row, calls);

	if (sink->has & FIELDS_OF_CALLS) {
		ladder_add(&html->ladder, &html->report, row, process);
		timeline_add(&html->timeline, row->time_ns, row->cause);
	}
	if (sink->has & FIELDS_OF_STACKS)
		tree_add(&html->tree, row, calls);
	sink_hold(sink, calls);
}

/* Give lanes to the processes of the ladder, in the order of their first mark. If there are
 * too many, those with the most calls get one each, and all others share the last one. */
static void choose_lanes(struct page *page)
{
	bool has_own[REPORT_PROCESSES] = {false};
	bool shares = false;

	memset(page->lanes, LADDER_LANES, sizeof(page->lanes));
	for (uint32_t i = 0, own = 0; i < page->process_count && own < LADDER_LANES - 1; i++) {
		has_own[page->processes[i]] = page->processes[i] != 0;
		own += page->processes[i] != 0;
	}
	for (uint32_t i = 0; i < page->ladder->count; i++) {
		uint32_t process = page->ladder->marks[i].process;

		if (!has_own[process]) {
			shares = true;
		} else if (page->lanes[process] == LADDER_LANES) {
			page->lane_owners[page->lane_count] = process;
			page->lanes[process] = page->lane_count++;
		}
	}
	for (uint32_t i = 0; i < page->report->process_count && shares; i++) {
		if (!has_own[i])
			page->lanes[i] = page->lane_count;
	}
	if (shares)
		page->lane_owners[page->lane_count++] = 0;
}

static uint32_t count_boxes(const struct page *page)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < page->tree->count; i++)
		count += page->frame_calls[i] >= page->frame_least;
	return count;
}

/* Add up the frames. A node comes behind its parent in the tree. */
static void measure_frames(struct page *page)
{
	const struct tree_node *nodes = page->tree->nodes;
	uint64_t *calls = page->frame_calls, *start = page->frame_start;
	uint64_t used[TREE_NODES] = {0};

	for (uint32_t i = page->tree->count; i > 0; i--) {
		calls[i - 1] += nodes[i - 1].calls;
		if (i - 1 != TREE_ALL)
			calls[nodes[i - 1].parent] += calls[i - 1];
	}
	for (uint32_t i = TREE_OTHER; i < page->tree->count; i++) {
		uint32_t parent = nodes[i].parent;

		start[i] = start[parent] + used[parent];
		used[parent] += calls[i];
		page->frame_depths[i] = page->frame_depths[parent] + 1;
	}
	page->frame_least = calls[TREE_ALL] / BOX_LEAST + 1;
	while (count_boxes(page) > BOXES_MAX)
		page->frame_least *= 2;
	for (uint32_t i = 0; i < page->tree->count; i++) {
		if (calls[i] >= page->frame_least && page->frame_depths[i] > page->frame_depth)
			page->frame_depth = page->frame_depths[i];
	}
}

static void prepare(struct sink *sink, const struct summary *summary)
{
	struct html *html = sink->state;
	struct page *page = &html->page;

	ladder_finish(&html->ladder, &html->report);
	*page = (struct page){
		.report = &html->report,
		.ladder = &html->ladder,
		.timeline = &html->timeline,
		.tree = &html->tree,
		.run = sink->run,
		.summary = summary,
		.has = sink->has,
	};
	page->cause_count = report_rank_causes(&html->report, page->causes);
	for (uint32_t i = 0; i < page->cause_count; i++)
		page->colors[page->causes[i]] = i < PAGE_COLORS ? i : PAGE_COLORS;
	page->process_count = report_rank_processes(&html->report, page->processes);
	choose_lanes(page);
	measure_frames(page);
	html->is_prepared = true;
}

static uint32_t count_head(const struct page *page)
{
	(void)page;
	return 2;
}

/* The page may load nothing: no script, no font, no picture but one that is in the page. */
static void put_head(struct line *line, const struct page *page, uint32_t item)
{
	if (item == 1) {
		put_text(line, page_style);
		put_text(line, "</style></head>\n<body><h1>skbclone</h1><p class='ledger'>");
		put_format(line,
			   page->has & FIELDS_OF_WHY
				   ? _("%llu calls of skb_clone(), and why the kernel made them")
				   : _("%llu calls of skb_clone(), by process"),
			   (unsigned long long)page->summary->calls);
		put_text(line, "</p>\n");
		return;
	}
	put_format(
		line,
		"<!DOCTYPE html>\n<html lang='%s'><head><meta charset='utf-8'>\n"
		"<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; "
		"style-src "
		"'unsafe-inline'; img-src data:\">\n"
		"<meta name='viewport' content='width=device-width, initial-scale=1'>\n"
		"<meta name='color-scheme' content='light dark'>\n"
		"<link rel='icon' href='data:,'>\n<title>skbclone: %llu calls</title>\n<style>\n",
		_("en"), (unsigned long long)page->summary->calls);
}

static uint32_t count_foot(const struct page *page)
{
	(void)page;
	return 1;
}

static void put_foot(struct line *line, const struct page *page, uint32_t item)
{
	(void)page;
	(void)item;
	put_text(line, "</body></html>\n");
}

static const struct section head = {count_head, put_head};
static const struct section foot = {count_foot, put_foot};

static bool end(struct sink *sink, const struct summary *summary)
{
	static const struct section *const sections[] = {
		&head,           &section_overview, &section_ladder,    &section_timeline,
		&section_causes, &section_flame,    &section_processes, &foot,
	};
	struct html *html = sink->state;
	struct line line = sink_line(sink);

	if (!html->is_prepared)
		prepare(sink, summary);
	while (html->section < ARRAY_SIZE(sections) &&
	       line.end - line.at >= (ptrdiff_t)PAGE_ITEM_MAX) {
		const struct section *section = sections[html->section];

		if (html->item < section->count(&html->page)) {
			section->item(&line, &html->page, html->item++);
		} else {
			html->section++;
			html->item = 0;
		}
	}
	if (html->section < ARRAY_SIZE(sections)) {
		sink_put(sink, &line, 0);
		return true;
	}
	sink_put_last(sink, &line);
	return false;
}

const struct format format_html = {
	.name = "html",
	.adds = FIELDS_OF_WHY,
	.at_end = true,
	.state_size = sizeof(struct html),
	.begin = begin,
	.row = row,
	.end = end,
};
