/* The section of the ladder: SVG drawings of a few marks each, so that they fit a printed
 * page. Each begins with the names of its lanes. */
#include "base/language.h"
#include "output/html/page.h"

enum {
	ROWS = 40, /* marks of a drawing */
	ROW_HEIGHT = 20,
	COLUMN = 7, /* the width of a character */
	LANES_LEFT = 104,
	CAUSE_WIDTH = 22 * COLUMN,
	PACKET_COLUMNS = 64,
	NAME_COLUMNS = 22, /* of a name that stands upright */
	BESIDE = 10,       /* how far beside its lane a bystander's mark is */
};

struct geometry {
	int lane;        /* the width of a lane */
	bool is_upright; /* the names of lanes are */
	int head;        /* the height of the names */
	int text;        /* where the text begins */
	int width;
};

static struct geometry measure(const struct page *page)
{
	uint32_t count = page->lane_count;
	struct geometry geometry = {
		.lane = count <= 4    ? 130
			: count <= 8  ? 100
			: count <= 16 ? 56
				      : 30,
		.is_upright = count > 8,
	};

	geometry.head = geometry.is_upright ? NAME_COLUMNS * COLUMN + 10 : 40;
	geometry.text = LANES_LEFT + count * geometry.lane + 12;
	geometry.width = geometry.text + CAUSE_WIDTH + PACKET_COLUMNS * COLUMN + 8;
	return geometry;
}

static int lane_x(const struct geometry *geometry, uint32_t lane)
{
	return LANES_LEFT + lane * geometry->lane + geometry->lane / 2;
}

/* Items of a drawing: its begin, its lanes, its marks, its end. */
static uint32_t drawing_items(const struct page *page)
{
	return 1 + page->lane_count + ROWS + 1;
}

static uint32_t count_drawings(const struct page *page)
{
	return (page->ladder->count + ROWS - 1) / ROWS;
}

static uint32_t rows_of(const struct page *page, uint32_t drawing)
{
	uint32_t left = page->ladder->count - drawing * ROWS;

	return left < ROWS ? left : ROWS;
}

static void begin_section(struct line *line, const struct page *page)
{
	put_text(line, "<section id='ladder'><h2>");
	put_html(line, _("Ladder"));
	put_text(line, "</h2><p>");
	put_html(line, _("Time runs downward. Each process has a lane, and each call a mark. A "
			 "filled mark is the "
			 "thread's own work; an empty one is softirq work, and beside the lane it "
			 "ran on top of "
			 "a process that has nothing to do with it. A square is work that costs, a "
			 "diamond needs "
			 "attention. An arrow leads to the other end of the connection."));
	if (page->ladder->calls > LADDER_SINGLE)
		put_format(line, " %s",
			   _("Calls of the same process and cause that are next to each other "
			     "share a mark, which has their number."));
	put_text(line, "</p>\n");
}

static void begin_drawing(struct line *line, const struct geometry *geometry, uint32_t rows)
{
	int height = geometry->head + rows * ROW_HEIGHT + 6;

	put_format(line,
		   "<div class='scroll'><svg width='%d' height='%d' viewBox='0 0 %d %d'>"
		   "<text class='head' x='4' y='%d'>TIME(s)</text>\n",
		   geometry->width, height, geometry->width, height, geometry->head - 8);
}

static void put_lane(struct line *line, const struct page *page, const struct geometry *geometry,
		     uint32_t lane, uint32_t rows)
{
	uint32_t process = page->lane_owners[lane], columns = geometry->lane / COLUMN - 1;
	int x = lane_x(geometry, lane);
	char comm[FORMAT_COMM_SIZE];

	format_comm(comm, page->report->processes[process].comm);
	put_format(line, "<g class='lane' data-pid='%u'><title>",
		   page->report->processes[process].tgid);
	put_process(line, page, process, sizeof(comm));
	put_format(line, "</title><line x1='%d' y1='%d' x2='%d' y2='%d'/>", x, geometry->head - 4,
		   x, geometry->head + rows * ROW_HEIGHT);
	if (geometry->is_upright) {
		put_format(line, "<text class='head' transform='translate(%d %d) rotate(-90)'>",
			   x + 4, geometry->head - 8);
		put_process(line, page, process, NAME_COLUMNS - 9);
	} else {
		put_format(line, "<text class='head mid' x='%d' y='%d'>", x, geometry->head - 22);
		if (process) {
			put_html_cut(line, comm, columns);
			put_format(line, "</text><text class='head mid' x='%d' y='%d'>%u", x,
				   geometry->head - 9, page->report->processes[process].tgid);
		} else {
			put_text(line, "[other]");
		}
	}
	put_text(line, "</text></g>\n");
}

/* What a sequence diagram writes on an arrow: the flags that matter, or the data's length. */
static void put_label(struct line *line, const struct mark *mark)
{
	const char *word = "";

	if (mark->packet.parts & PACKET_FLAGS)
		word = mark->packet.flags & 0x04   ? "RST"
		       : mark->packet.flags & 0x02 ? "SYN"
		       : mark->packet.flags & 0x01 ? "FIN"
						   : "";
	put_text(line, word);
	if (mark->length)
		put_format(line, "%s%llu B", *word ? " " : "", (unsigned long long)mark->length);
	else if (!*word)
		put_text(line, mark->packet.flags & 0x10 ? "ACK" : "");
}

/* The lanes of both ends, if both are known and differ. */
static bool find_ends(const struct page *page, const struct mark *mark, uint32_t *from,
		      uint32_t *to)
{
	int sender = report_sender(page->report, &mark->packet, false);
	int receiver = report_sender(page->report, &mark->packet, true);

	if (mark->is_mixed || sender <= 0 || receiver <= 0)
		return false;
	*from = page->lanes[sender];
	*to = page->lanes[receiver];
	return *from < page->lane_count && *to < page->lane_count && *from != *to;
}

static void put_arrow(struct line *line, const struct page *page, const struct geometry *geometry,
		      const struct mark *mark, int y)
{
	uint32_t from, to;
	int side, end;

	if (!find_ends(page, mark, &from, &to))
		return;
	side = from < to ? 1 : -1;
	end = lane_x(geometry, to) - 2 * side;
	put_format(line,
		   "<line class='arrow' x1='%d' y1='%d' x2='%d' y2='%d'/>"
		   "<path class='tip' d='M%d %dl%d -4v8z'/>",
		   lane_x(geometry, from), y, end, y, end, y, -8 * side);
	if (geometry->is_upright)
		return;
	put_format(line, "<text class='label mid' x='%d' y='%d'>",
		   (lane_x(geometry, from) + lane_x(geometry, to)) / 2, y - 3);
	put_label(line, mark);
	put_text(line, "</text>");
}

/* The mark's shape tells the class of its cause, see begin_section(). */
static void put_shape(struct line *line, const struct page *page, const struct mark *mark, int x,
		      int y)
{
	bool is_own = mark->context == CONTEXT_TASK || mark->context == CONTEXT_KTHREAD ||
		      mark->context == CONTEXT_UNKNOWN;
	int color = page->colors[mark->cause], size = mark->calls > 1 ? 7 : 5;
	const char *kind = is_own ? "" : " open";

	switch (causes[mark->cause].class) {
	case CLASS_NORMAL:
		put_format(line, "<circle class='k%d%s' cx='%d' cy='%d' r='%d'/>", color, kind, x,
			   y, size);
		break;
	case CLASS_COST:
		put_format(line, "<rect class='k%d%s' x='%d' y='%d' width='%d' height='%d'/>",
			   color, kind, x - size, y - size, 2 * size, 2 * size);
		break;
	case CLASS_ATTENTION:
		put_format(line, "<path class='k%d%s' d='M%d %dl%d %dl%d %dl%d %dz'/>", color, kind,
			   x, y - size - 2, size + 2, size + 2, -size - 2, size + 2, -size - 2,
			   -size - 2);
		break;
	}
}

/* All that is known of the mark. */
static void put_title(struct line *line, const struct page *page, const struct mark *mark)
{
	put_text(line, "<title>");
	put_seconds(line, mark->first_ns);
	if (mark->last_ns > mark->first_ns) {
		put_text(line, " – ");
		put_seconds(line, mark->last_ns);
	}
	put_char(line, ' ');
	put_process(line, page, mark->process, FORMAT_COMM_SIZE);
	put_format(line, " %s %s", context_name(mark->context), causes[mark->cause].id);
	if (mark->calls > 1)
		put_format(line, " ×%llu", (unsigned long long)mark->calls);
	put_char(line, ' ');
	put_packet(line, &mark->packet, 0);
	if (mark->is_mixed)
		put_text(line, ", …");
	put_text(line, "</title>");
}

static void put_mark(struct line *line, const struct page *page, const struct geometry *geometry,
		     const struct mark *mark, int y)
{
	int x = lane_x(geometry, page->lanes[mark->process]);
	uint32_t columns = PACKET_COLUMNS;
	const char *start;

	if (mark->context == CONTEXT_INTERRUPT)
		x += BESIDE;
	put_format(line, "<g class='mark' data-calls='%llu' data-cause='%s'>",
		   (unsigned long long)mark->calls, causes[mark->cause].id);
	put_title(line, page, mark);
	put_format(line, "<text x='4' y='%d'>", y + 4);
	put_number(line, mark->first_ns / CLOCK_NS_PER_SECOND);
	put_char(line, '.');
	put_digits(line, mark->first_ns % CLOCK_NS_PER_SECOND / 1000, 6);
	put_text(line, "</text>");
	put_arrow(line, page, geometry, mark, y);
	put_shape(line, page, mark, x, y);
	put_format(line, "<text x='%d' y='%d'>%s</text><text x='%d' y='%d'>", geometry->text, y + 4,
		   causes[mark->cause].id, geometry->text + CAUSE_WIDTH, y + 4);
	start = line->at;
	if (mark->calls > 1)
		put_format(line, "×%llu ", (unsigned long long)mark->calls);
	columns -= line->at - start;
	put_packet(line, &mark->packet, columns);
	put_text(line, "</text></g>\n");
}

static uint32_t count(const struct page *page)
{
	return page->ladder->count ? count_drawings(page) * drawing_items(page) + 2 : 0;
}

static void item(struct line *line, const struct page *page, uint32_t item)
{
	const struct geometry geometry = measure(page);
	uint32_t drawing = (item - 1) / drawing_items(page),
		 part = (item - 1) % drawing_items(page);
	uint32_t rows, row;

	if (item == 0) {
		begin_section(line, page);
		return;
	}
	if (drawing == count_drawings(page)) {
		put_text(line, "</section>\n");
		return;
	}
	rows = rows_of(page, drawing);
	row = part - 1 - page->lane_count;
	if (part == 0)
		begin_drawing(line, &geometry, rows);
	else if (part <= page->lane_count)
		put_lane(line, page, &geometry, part - 1, rows);
	else if (row < rows)
		put_mark(line, page, &geometry, &page->ladder->marks[drawing * ROWS + row],
			 geometry.head + row * ROW_HEIGHT + ROW_HEIGHT / 2);
	else if (row == ROWS)
		put_text(line, "</svg></div>\n");
}

const struct section section_ladder = {count, item};
