#include "session/explain.h"

#include "base/language.h"
#include "base/log.h"
#include "event/fields.h"

#include <stdio.h>
#include <string.h>

void explain_count(const struct totals *totals, uint64_t calls[CAUSE_COUNT])
{
	memset(calls, 0, CAUSE_COUNT * sizeof(calls[0]));
	for (size_t i = 0; i < totals->count; i++) {
		if (!totals->rows[i].rest)
			calls[totals->rows[i].cause] += totals->rows[i].count;
	}
}

void explain_print(const uint64_t calls[CAUSE_COUNT])
{
	char text[LOG_LINE_SIZE];

	for (int i = 0; i < CAUSE_COUNT; i++) {
		const char *advice = causes[i].advice;

		if (!calls[i])
			continue;
		snprintf(text, sizeof(text), ": %s%s%s", _(causes[i].sentence), advice ? " " : "",
			 advice ? _(advice) : "");
		(void)log_colored(field_class_color(causes[i].class), causes[i].id, text);
	}
}
