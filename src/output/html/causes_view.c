/* The sections of the causes and of the processes, ranked by calls. */
#include "base/language.h"
#include "output/html/page.h"
#include "output/value.h"

enum {
	SHARES = 8,   /* processes that are named with a cause */
	FRAMES = 24,  /* of a typical stack */
	COLUMNS = 72, /* of a frame */
};

static void put_processes(struct line *line, const struct page *page, enum cause_id cause)
{
	const struct report_share *shares[SHARES];
	uint64_t rest = page->report->causes[cause].calls;
	uint32_t count = report_rank_shares(page->report, cause, shares, SHARES);

	put_text(line, "<dt>");
	put_html(line, _("processes"));
	put_text(line, "</dt><dd>");
	for (uint32_t i = 0; i < count && i < SHARES; i++) {
		put_format(line, "%s<span data-pid='%u' data-calls='%llu'><code>", i ? ", " : "",
			   page->report->processes[shares[i]->process].tgid,
			   (unsigned long long)shares[i]->calls);
		put_process(line, page, shares[i]->process, FORMAT_COMM_SIZE);
		put_format(line, "</code> %llu</span>", (unsigned long long)shares[i]->calls);
		rest -= shares[i]->calls;
	}
	if (rest) {
		put_format(line, "%s<span data-calls='%llu'>", count ? ", " : "",
			   (unsigned long long)rest);
		put_html(line, _("all others"));
		put_format(line, " %llu</span>", (unsigned long long)rest);
	}
	put_text(line, "</dd>");
}

static void put_contexts(struct line *line, const struct report_cause *cause)
{
	const char *separator = "";

	put_text(line, "<dt>");
	put_html(line, _("context"));
	put_text(line, "</dt><dd>");
	for (int i = 0; i < CONTEXT_COUNT; i++) {
		if (!cause->contexts[i])
			continue;
		put_format(line, "%s<code>%s</code> %llu", separator, context_name(i),
			   (unsigned long long)cause->contexts[i]);
		separator = ", ";
	}
	put_text(line, "</dd>");
}

static void put_typical(struct line *line, const struct report_cause *cause)
{
	const struct stack *stack = cause->stack;
	char text[FIELD_TEXT_SIZE * 2];

	if (cause->packet.family || cause->packet.device[0]) {
		put_text(line, "<dt>");
		put_html(line, _("a typical packet"));
		put_text(line, "</dt><dd><code>");
		put_packet(line, &cause->packet, 0);
		put_text(line, "</code></dd>");
	}
	if (!stack || !stack->count)
		return;
	put_text(line, "<dt>");
	put_html(line, _("a typical stack"));
	put_text(line, "</dt><dd><pre>");
	for (uint32_t i = 0; i < stack->count && i < FRAMES; i++) {
		struct line frame = {text, text + sizeof(text) - 1};

		put_frame(&frame, &stack->frames[i]);
		*frame.at = '\0';
		put_html_cut(line, text, COLUMNS);
		put_char(line, '\n');
	}
	if (stack->count > FRAMES)
		put_text(line, "…\n");
	put_text(line, "</pre></dd>");
}

static void put_cause(struct line *line, const struct page *page, enum cause_id id)
{
	const struct report_cause *cause = &page->report->causes[id];

	put_format(line,
		   "<article class='cause' data-cause='%s' data-calls='%llu'><h3><i "
		   "class='k%d'></i>%s "
		   "<small class='%s'>%s</small> <b>%llu</b> <small>",
		   causes[id].id, (unsigned long long)cause->calls, page->colors[id], causes[id].id,
		   cause_class_name(causes[id].class), cause_class_name(causes[id].class),
		   (unsigned long long)cause->calls);
	put_share(line, cause->calls, page->report->calls);
	put_text(line, "</small></h3><p>");
	put_html(line, _(causes[id].sentence));
	if (causes[id].advice) {
		put_text(line, " <em>");
		put_html(line, _(causes[id].advice));
		put_text(line, "</em>");
	}
	put_text(line, "</p><dl>");
	put_processes(line, page, id);
	put_contexts(line, cause);
	put_typical(line, cause);
	put_text(line, "</dl></article>\n");
}

/* Without causes (`count`) there is nothing to explain. */
static uint32_t count_causes(const struct page *page)
{
	bool any = page->cause_count || page->report->rest;

	return page->has & FIELDS_OF_WHY && any ? page->cause_count + 2 : 0;
}

static void put_rest(struct line *line, uint64_t calls)
{
	put_format(line, "<p data-rest='%llu'>", (unsigned long long)calls);
	put_format(line,
		   _("%llu calls are of no known cause: the kernel's map had no room for their "
		     "stacks."),
		   (unsigned long long)calls);
	put_text(line, "</p>\n");
}

static void put_cause_item(struct line *line, const struct page *page, uint32_t item)
{
	if (item == 0) {
		put_text(line, "<section id='causes'><h2>");
		put_html(line, _("Causes"));
		put_text(line, "</h2>\n");
	} else if (item <= page->cause_count) {
		put_cause(line, page, page->causes[item - 1]);
	} else {
		if (page->report->rest)
			put_rest(line, page->report->rest);
		put_text(line, "</section>\n");
	}
}

const struct section section_causes = {count_causes, put_cause_item};

static uint32_t count_processes(const struct page *page)
{
	return page->process_count ? page->process_count + 2 : 0;
}

static void put_process_row(struct line *line, const struct page *page, uint32_t process)
{
	const struct report_process *at = &page->report->processes[process];
	char comm[FORMAT_COMM_SIZE];

	format_comm(comm, at->comm);
	put_format(line, "<tr data-calls='%llu'><td><code>", (unsigned long long)at->calls);
	put_html(line, process ? comm : "[other]");
	put_text(line, "</code></td><td>");
	if (process)
		put_number(line, at->tgid);
	put_format(line, "</td><td>%llu</td><td>", (unsigned long long)at->calls);
	put_share(line, at->calls, page->report->calls);
	put_format(line, "</td><td class='bar'><i style='width:%.1f%%'></i></td></tr>\n",
		   page->report->calls ? 100.0 * at->calls / page->report->calls : 0);
}

static void put_process_item(struct line *line, const struct page *page, uint32_t item)
{
	if (item == 0) {
		put_text(line, "<section id='processes'><h2>");
		put_html(line, _("Processes"));
		put_text(line, "</h2><div class='scroll'><table class='numbers'>\n<tr><th>COMM</th>"
			       "<th>PID</th><th>COUNT</th><th>%</th><th></th></tr>\n");
	} else if (item <= page->process_count) {
		put_process_row(line, page, page->processes[item - 1]);
	} else {
		put_text(line, "</table></div></section>\n");
	}
}

const struct section section_processes = {count_processes, put_process_item};
