/* The section of the calls over time: stacked bars, with the rate on the axis. */
#include "base/language.h"
#include "output/html/page.h"

enum { WIDTH = 960, HEIGHT = 280, LEFT = 76, RIGHT = 12, TOP = 12, BOTTOM = 36, TICKS = 4 };

/* The least of ... 0.5, 1, 2, 5, 10, 20 ... that is not below the value, which is above 0. */
static double round_up(double value)
{
	double power = 1;

	while (power > value)
		power /= 10;
	while (10 * power < value)
		power *= 10;
	return value <= power       ? power
	       : value <= 2 * power ? 2 * power
	       : value <= 5 * power ? 5 * power
				    : 10 * power;
}

static double seconds(uint64_t ns)
{
	return (double)ns / CLOCK_NS_PER_SECOND;
}

/* The axis of the rate: so many ticks, and the calls a second between two. */
struct axis {
	int ticks;
	double step;
};

static struct axis rate_axis(const struct page *page)
{
	double rate = 0;
	struct axis axis;

	for (uint32_t i = 0; i < timeline_count(page->timeline); i++) {
		double one = timeline_calls(page->timeline, i) / seconds(page->timeline->width_ns);

		if (one > rate)
			rate = one;
	}
	axis.step = round_up(rate / TICKS);
	axis.ticks = rate / axis.step;
	axis.ticks += axis.ticks * axis.step < rate;
	return axis;
}

static double bar_width(const struct page *page)
{
	return (double)(WIDTH - LEFT - RIGHT) / timeline_count(page->timeline);
}

/* Put a number as few characters: 1500, 20k, 3M. */
static void put_short(struct line *line, double value)
{
	if (value >= 1e7)
		put_format(line, "%.0fM", value / 1e6);
	else if (value >= 1e4)
		put_format(line, "%.0fk", value / 1e3);
	else
		put_format(line, "%g", value);
}

static void begin(struct line *line, const struct page *page)
{
	const struct axis axis = rate_axis(page);
	double span;

	put_text(line, "<section id='timeline'><h2>");
	put_html(line, _("Calls over time, by cause"));
	put_text(line, "</h2><p>");
	put_format(line, _("Each bar is %g ms; its height is the rate of calls a second."),
		   seconds(page->timeline->width_ns) * 1000);
	put_format(line,
		   "</p>\n<div class='scroll'><svg width='%d' height='%d' viewBox='0 0 %d %d'>\n",
		   WIDTH, HEIGHT, WIDTH, HEIGHT);
	for (int i = 0; i <= axis.ticks; i++) {
		int y = HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * i / axis.ticks;

		put_format(line,
			   "<line class='axis' x1='%d' y1='%d' x2='%d' y2='%d'/>"
			   "<text class='end' x='%d' y='%d'>",
			   LEFT, y, WIDTH - RIGHT, y, LEFT - 6, y + 4);
		put_short(line, axis.step * i);
		put_text(line, i ? "/s</text>\n" : "</text>\n");
	}
	span = seconds(page->timeline->width_ns) * timeline_count(page->timeline);
	for (int i = 0; i <= TICKS; i++)
		put_format(line, "<text class='%s' x='%d' y='%d'>%.*f s</text>\n",
			   i == 0       ? ""
			   : i == TICKS ? "end"
					: "mid",
			   LEFT + (WIDTH - LEFT - RIGHT) * i / TICKS, HEIGHT - BOTTOM + 18,
			   span < 0.1 ? 6 : 3, span * i / TICKS);
}

/* Put the piece of a bar. calls: how many; below: how many are below it. */
static void put_piece(struct line *line, const struct page *page, uint32_t bucket, int color,
		      const char *name, uint64_t calls, uint64_t below)
{
	const struct axis axis = rate_axis(page);
	double scale = (HEIGHT - BOTTOM - TOP) / (axis.ticks * axis.step) /
		       seconds(page->timeline->width_ns);
	double width = bar_width(page);

	put_format(line,
		   "<rect class='k%d' data-calls='%llu' data-cause='%s' x='%.2f' y='%.2f' "
		   "width='%.2f' "
		   "height='%.2f'><title>%.6f s: %s %llu</title></rect>\n",
		   color, (unsigned long long)calls, name, LEFT + bucket * width,
		   HEIGHT - BOTTOM - (below + calls) * scale, width > 3 ? width - 1 : width,
		   calls * scale, seconds(page->timeline->width_ns * bucket), name,
		   (unsigned long long)calls);
}

static void put_bar(struct line *line, const struct page *page, uint32_t bucket)
{
	const uint64_t *calls = page->timeline->calls[bucket];
	uint64_t below = 0, rest = 0;

	for (uint32_t i = 0; i < page->cause_count; i++) {
		enum cause_id cause = page->causes[i];

		if (i >= PAGE_COLORS) {
			rest += calls[cause];
		} else if (calls[cause]) {
			put_piece(line, page, bucket, i, causes[cause].id, calls[cause], below);
			below += calls[cause];
		}
	}
	if (rest)
		put_piece(line, page, bucket, PAGE_COLORS, "...", rest, below);
}

static void end(struct line *line, const struct page *page)
{
	put_text(line, "</svg></div><p class='legend'>");
	for (uint32_t i = 0; i < page->cause_count && i < PAGE_COLORS; i++)
		put_format(line, "<span><i class='k%u'></i>%s</span> ", i,
			   causes[page->causes[i]].id);
	if (page->cause_count > PAGE_COLORS) {
		put_format(line, "<span><i class='k%d'></i>", PAGE_COLORS);
		put_html(line, _("all other causes"));
		put_text(line, "</span>");
	}
	put_text(line, "</p></section>\n");
}

static uint32_t count(const struct page *page)
{
	uint32_t buckets = timeline_count(page->timeline);

	return buckets ? buckets + 2 : 0;
}

static void item(struct line *line, const struct page *page, uint32_t item)
{
	uint32_t buckets = timeline_count(page->timeline);

	if (item == 0)
		begin(line, page);
	else if (item <= buckets)
		put_bar(line, page, item - 1);
	else
		end(line, page);
}

const struct section section_timeline = {count, item};
