/* The first section: what was run, and the ledger. */
#include "base/clock.h"
#include "base/language.h"
#include "output/html/page.h"

static void begin_row(struct line *line, const char *key, const char *name)
{
	put_format(line, "<tr data-key='%s'><th>", key);
	put_html(line, name);
	put_text(line, "</th><td>");
}

static void end_row(struct line *line, const char *explanation)
{
	put_text(line, "</td><td>");
	put_html(line, explanation);
	put_text(line, "</td></tr>\n");
}

static void put_text_row(struct line *line, const char *key, const char *name, const char *value)
{
	if (!value[0])
		return;
	begin_row(line, key, name);
	put_text(line, "<code>");
	put_html_raw(line, value, strlen(value));
	put_text(line, "</code></td></tr>\n");
}

static void put_run(struct line *line, const struct page *page)
{
	const struct run *run = page->run;

	put_text(line, "<section id='run'><h2>");
	put_html(line, _("What was run"));
	put_text(line, "</h2><table>\n");
	if (run) {
		put_text_row(line, "command", _("command"), run->command);
		put_text_row(line, "filter", _("calls that count"), run->filter);
		put_text_row(line, "host", _("machine"), run->host);
		put_text_row(line, "kernel", _("kernel"), run->kernel);
		put_text_row(line, "started", _("started"), run->started);
		begin_row(line, "duration", _("duration"));
		put_format(line, "%.3f s</td></tr>\n",
			   (double)(run->ended_ns - run->started_ns) / CLOCK_NS_PER_SECOND);
	}
	put_text_row(line, "version", "skbclone", SKBCLONE_VERSION);
	put_text(line, "</table></section>\n");
}

static void put_number_row(struct line *line, const char *key, const char *name, uint64_t value,
			   const char *explanation)
{
	begin_row(line, key, name);
	put_number(line, value);
	end_row(line, explanation);
}

static void put_ledger(struct line *line, const struct page *page)
{
	const struct summary *summary = page->summary;

	put_text(line, "<section id='ledger'><h2>");
	put_html(line, _("Ledger"));
	put_text(line, "</h2><table class='numbers'>\n");
	put_number_row(line, "calls", "calls", summary->calls,
		       _("matching calls that the kernel side counted"));
	put_number_row(line, "shown", "shown", summary->shown, _("calls that are in this report"));
	put_number_row(line, "lost", "lost", summary->lost,
		       _("calls that were counted and are not in this report"));
	for (int reason = 0; reason < LOST_REASON_COUNT; reason++) {
		if (summary->lost_reasons[reason])
			put_number_row(line, "reason", lost_reason_name(reason),
				       summary->lost_reasons[reason], "");
	}
	if (summary->missed_known) {
		put_number_row(
			line, "missed", "missed", summary->missed,
			_("calls that no program saw, because a BPF program was already running "
			  "on that CPU"));
	} else {
		begin_row(line, "missed", "missed");
		put_text(line, "?");
		end_row(line, _("calls that no program saw; not known before Linux 6.7 (by fentry, "
				"5.12), nor if probes were switched off during the run"));
	}
	put_text(line, "</table></section>\n");
}

static uint32_t count(const struct page *page)
{
	(void)page;
	return 2;
}

static void item(struct line *line, const struct page *page, uint32_t item)
{
	if (item == 0)
		put_run(line, page);
	else
		put_ledger(line, page);
}

const struct section section_overview = {count, item};
