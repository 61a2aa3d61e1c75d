/*
 * page: what the sections of the report share: the numbers they draw, and text that is safe
 * in HTML. A section is a number of items, each of which fits into half of the writer's
 * piece. html and the sections call it.
 */
#ifndef SKBCLONE_OUTPUT_HTML_PAGE_H
#define SKBCLONE_OUTPUT_HTML_PAGE_H

#include "output/html/ladder.h"
#include "output/html/report.h"
#include "output/html/timeline.h"
#include "output/line.h"
#include "output/run.h"
#include "output/sink.h"
#include "output/tree.h"

#include <stdint.h>

/* An item is not longer. */
enum { PAGE_ITEM_MAX = WRITER_PIECE_MAX / 2 };

/* Causes with a colour of their own; all others share one more. */
enum { PAGE_COLORS = 9 };

struct page {
	const struct report *report; /* this and the next five are borrowed */
	const struct ladder *ladder;
	const struct timeline *timeline;
	const struct tree *tree;
	const struct run *run; /* NULL: not known */
	const struct summary *summary;
	unsigned has; /* of enum field_need */
	uint32_t cause_count;
	enum cause_id causes[CAUSE_COUNT]; /* ranked */
	uint8_t colors[CAUSE_COUNT];       /* of each cause, 0 to PAGE_COLORS */
	uint32_t process_count;
	uint32_t processes[REPORT_PROCESSES]; /* ranked */
	uint8_t lanes[REPORT_PROCESSES];      /* of each process, in the ladder */
	uint32_t lane_count;
	uint32_t lane_owners[LADDER_LANES]; /* the process of each lane; 0: all others */
	uint64_t frame_least;               /* calls of the narrowest frame that is drawn */
	uint32_t frame_depth;               /* of the flame graph, in frames */
	uint64_t frame_calls[TREE_NODES];   /* of each node and all below it */
	uint64_t frame_start[TREE_NODES];   /* calls left of it */
	uint8_t frame_depths[TREE_NODES];
};

/* A part of the page. Without items it is left out. */
struct section {
	uint32_t (*count)(const struct page *page);
	void (*item)(struct line *line, const struct page *page, uint32_t item);
};

extern const struct section section_overview;
extern const struct section section_ladder;
extern const struct section section_timeline;
extern const struct section section_causes;
extern const struct section section_processes;
extern const struct section section_flame;

/* The style sheet. */
extern const char page_style[];

/* Put text that is formatted as printf(3) does it. Arguments must be safe in HTML. */
void put_format(struct line *line, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Put text that is safe to show, as text of HTML or as an attribute's value. */
void put_html(struct line *line, const char *text);

/* The same, cut to so many columns of a monospaced font; wide characters take two. */
void put_html_cut(struct line *line, const char *text, uint32_t columns);

/* The same for raw bytes. */
void put_html_raw(struct line *line, const char *bytes, size_t length);

/* Put the name and number of a process, `curl 1234`. */
void put_process(struct line *line, const struct page *page, uint32_t process, uint32_t columns);

/* Put the packet as the table shows it. columns: 0 does not cut. */
void put_packet(struct line *line, const struct packet *packet, uint32_t columns);

/* Put a share of the calls, `12.3 %`. */
void put_share(struct line *line, uint64_t part, uint64_t whole);

#endif
