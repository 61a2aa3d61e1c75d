#include "output/html/page.h"

#include "event/fields.h"

#include <stdarg.h>
#include <stdio.h>

void put_format(struct line *line, const char *format, ...)
{
	size_t room = line->end - line->at;
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(line->at, room, format, arguments);
	va_end(arguments);
	/* The room also takes the NUL of vsnprintf(), which is no text of the page. */
	if (length > 0 && room > 0)
		line->at += (size_t)length < room ? (size_t)length : room - 1;
}

/* Returns the bytes of the character; text that is safe to show is valid UTF-8. */
static size_t character_size(const char *at)
{
	unsigned char byte = *at;

	return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

/* Is it one of the code points that HTML forbids, U+FDD0 to U+FDEF, and the last two of each
 * plane? */
static bool is_forbidden(const char *at)
{
	const unsigned char *byte = (const unsigned char *)at;
	const unsigned char *end = byte + character_size(at);

	if (byte[0] == 0xef && byte[1] == 0xb7 && byte[2] >= 0x90 && byte[2] <= 0xaf)
		return true;
	return byte[0] >= 0xef && end[-2] == 0xbf && end[-1] >= 0xbe && (end[-3] & 0x0f) == 0x0f;
}

static void put_character(struct line *line, const char *at)
{
	switch (*at) {
	case '&':
		put_text(line, "&amp;");
		break;
	case '<':
		put_text(line, "&lt;");
		break;
	case '>':
		put_text(line, "&gt;");
		break;
	case '"':
		put_text(line, "&quot;");
		break;
	case '\'':
		put_text(line, "&#39;");
		break;
	default:
		for (size_t i = 0; i < character_size(at); i++) {
			if (is_forbidden(at))
				put_format(line, "\\x%02x", (unsigned char)at[i]);
			else
				put_char(line, at[i]);
		}
	}
}

void put_html(struct line *line, const char *text)
{
	for (; *text; text += character_size(text))
		put_character(line, text);
}

/* The columns of a character: two for all that may be wide. */
static uint32_t columns_of(const char *at)
{
	if (is_forbidden(at))
		return 4 * character_size(at);
	return character_size(at) < 3 ? 1 : 2;
}

static uint32_t columns_of_text(const char *text)
{
	uint32_t columns = 0;

	for (; *text; text += character_size(text))
		columns += columns_of(text);
	return columns;
}

void put_html_cut(struct line *line, const char *text, uint32_t columns)
{
	bool is_cut = columns_of_text(text) > columns;
	uint32_t used = 0;

	for (; *text && used + columns_of(text) <= columns - is_cut; text += character_size(text)) {
		used += columns_of(text);
		put_character(line, text);
	}
	if (is_cut)
		put_text(line, "…");
}

void put_html_raw(struct line *line, const char *bytes, size_t length)
{
	char text[PAGE_ITEM_MAX / 2];

	escape_text(text, sizeof(text), bytes, length);
	put_html(line, text);
}

void put_process(struct line *line, const struct page *page, uint32_t process, uint32_t columns)
{
	const struct report_process *at = &page->report->processes[process];
	char comm[FORMAT_COMM_SIZE];

	if (!process) {
		put_text(line, "[other]");
		return;
	}
	format_comm(comm, at->comm);
	put_html_cut(line, comm, columns);
	put_char(line, ' ');
	put_number(line, at->tgid);
}

void put_packet(struct line *line, const struct packet *packet, uint32_t columns)
{
	char device[SKBCLONE_DEVICE_SIZE * ESCAPE_FACTOR], text[FIELD_TEXT_SIZE];

	format_comm(device, packet->device);
	packet_text(packet, device, text, sizeof(text));
	if (columns)
		put_html_cut(line, text, columns);
	else
		put_html(line, text);
}

void put_share(struct line *line, uint64_t part, uint64_t whole)
{
	put_format(line, "%.1f&nbsp;%%", whole ? 100.0 * part / whole : 0.0);
}
