#include "event/trace_line.h"

#include "base/clock.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { NS_PER_MICRO = 1000, MICRO_DIGITS = 6 };

static void tag_text(char text[SKBCLONE_TAG_SIZE], uint64_t tag)
{
	snprintf(text, SKBCLONE_TAG_SIZE, "skbclone-%016" PRIx64, tag);
}

void trace_line_format(char format[SKBCLONE_FORMAT_SIZE], uint64_t tag, char end)
{
	char text[SKBCLONE_TAG_SIZE];

	tag_text(text, tag);
	snprintf(format, SKBCLONE_FORMAT_SIZE, "%s %%llx %%llx %%llx%c", text, end);
}

/* The unread part of a line. Parsers take from its start or its end. */
struct span {
	const char *start;
	const char *end;
};

static bool take_hex(struct span *span, uint64_t *value)
{
	int digits = 0;

	if (span->start == span->end || *span->start++ != ' ')
		return false;
	for (*value = 0; span->start < span->end && digits < 16; span->start++, digits++) {
		char c = *span->start;

		if (c >= '0' && c <= '9')
			*value = *value << 4 | (c - '0');
		else if (c >= 'a' && c <= 'f')
			*value = *value << 4 | (c - 'a' + 10);
		else
			break;
	}
	return digits > 0;
}

/* Parse the three values after the tag. Only spaces may follow. */
static bool parse_message(struct row *row, struct span message)
{
	uint64_t comm[2], third;

	if (!take_hex(&message, &comm[0]) || !take_hex(&message, &comm[1]) ||
	    !take_hex(&message, &third))
		return false;
	while (message.start < message.end && *message.start == ' ')
		message.start++;
	if (message.start != message.end)
		return false;
	memcpy(row->comm, comm, sizeof(row->comm));
	row->tgid = third & ((1u << SKBCLONE_TGID_BITS) - 1);
	row->start = (third & UINT32_MAX) >> SKBCLONE_TGID_BITS |
		     (uint64_t)(unsigned char)row->comm[SKBCLONE_COMM_SIZE - 1]
			     << SKBCLONE_START_LOW_BITS;
	row->seq = third >> 32;
	row->comm[SKBCLONE_COMM_SIZE - 1] = '\0';
	return true;
}

static void drop_spaces(struct span *line)
{
	while (line->end > line->start && line->end[-1] == ' ')
		line->end--;
}

static bool drop_back(struct span *line, char c)
{
	if (line->end == line->start || line->end[-1] != c)
		return false;
	line->end--;
	return true;
}

/* Take the number at the end of the line. Returns its number of digits; 0: none. */
static int take_number_back(struct span *line, uint64_t *value)
{
	uint64_t unit = 1;
	int digits = 0;

	for (*value = 0; line->end > line->start && digits < 18; digits++) {
		char c = line->end[-1];

		if (c < '0' || c > '9')
			break;
		*value += unit * (c - '0');
		unit *= 10;
		line->end--;
	}
	return digits;
}

/* Drop the last word of the line. */
static bool drop_word_back(struct span *line)
{
	const char *end = line->end;

	while (line->end > line->start && line->end[-1] != ' ')
		line->end--;
	return line->end < end;
}

/* Parse `TID [CPU] FLAGS SECONDS.MICROS: NAME:` backwards. NAME is `bpf_trace_printk`, or
 * an address on kernels before 5.9. */
static bool parse_context(struct row *row, struct span line)
{
	uint64_t micros, seconds, cpu, tgid, tid;

	drop_spaces(&line);
	if (!drop_word_back(&line))
		return false;
	drop_spaces(&line);
	if (!drop_back(&line, ':') || take_number_back(&line, &micros) != MICRO_DIGITS ||
	    !drop_back(&line, '.') || !take_number_back(&line, &seconds))
		return false;
	drop_spaces(&line);
	if (!drop_word_back(&line))
		return false;
	drop_spaces(&line);
	if (!drop_back(&line, ']') || !take_number_back(&line, &cpu) || !drop_back(&line, '['))
		return false;
	drop_spaces(&line);
	if (drop_back(&line, ')')) {
		/* `(TGID)`, or `(-------)` if the kernel has forgotten it */
		if (!take_number_back(&line, &tgid)) {
			while (drop_back(&line, '-'))
				;
		}
		drop_spaces(&line);
		if (!drop_back(&line, '('))
			return false;
		drop_spaces(&line);
	}
	if (!take_number_back(&line, &tid) || !drop_back(&line, '-'))
		return false;
	row->ts_ns = seconds * CLOCK_NS_PER_SECOND + micros * NS_PER_MICRO;
	row->cpu = cpu;
	row->tid = tid;
	return true;
}

bool trace_line_parse(struct row *row, const char *line, size_t length, uint64_t tag)
{
	char text[SKBCLONE_TAG_SIZE];
	const size_t tag_length = sizeof(text) - 1;
	const char *found;

	tag_text(text, tag);
	found = memmem(line, length, text, tag_length);
	if (!found)
		return false;
	*row = (struct row){0};
	return parse_message(row, (struct span){found + tag_length, line + length}) &&
	       parse_context(row, (struct span){line, found});
}

static bool drop_text_back(struct span *line, const char *text)
{
	const size_t length = strlen(text);

	if ((size_t)(line->end - line->start) < length ||
	    memcmp(line->end - length, text, length) != 0)
		return false;
	line->end -= length;
	return true;
}

uint64_t trace_line_overwritten(const char *text, size_t length)
{
	struct span line = {text, text + length};
	uint64_t messages, cpu;

	if (!drop_text_back(&line, " EVENTS]") || !take_number_back(&line, &messages) ||
	    !drop_text_back(&line, " [LOST ") || !take_number_back(&line, &cpu) ||
	    !drop_text_back(&line, "CPU:") || line.end != line.start)
		return 0;
	return messages;
}
