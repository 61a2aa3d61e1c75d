#include "base/escape.h"

#include <stdbool.h>
#include <stdint.h>

/* Returns the length of the UTF-8 character at the start of text[length], with its code
 * point in *code. Returns 0 if the bytes are not valid. RFC 3629: no overlong form, no
 * surrogate, nothing above U+10FFFF. */
static size_t utf8_character(const unsigned char *text, size_t length, uint32_t *code)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t size;

	if (text[0] < 0x80) {
		*code = text[0];
		return 1;
	}
	if (text[0] >= 0xf8 || (text[0] & 0xc0) == 0x80)
		return 0;
	size = text[0] >= 0xf0 ? 4 : text[0] >= 0xe0 ? 3 : 2;
	if (size > length)
		return 0;
	*code = text[0] & (0xff >> (size + 1));
	for (size_t i = 1; i < size; i++) {
		if ((text[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (text[i] & 0x3f);
	}
	if (*code < smallest[size] || *code > 0x10ffff || (*code >= 0xd800 && *code <= 0xdfff))
		return 0;
	return size;
}

/* Unicode's Bidi_Control: U+061C, U+200E-200F, U+202A-202E, U+2066-2069. */
static bool is_bidi_control(uint32_t code)
{
	return code == 0x61c || code == 0x200e || code == 0x200f ||
	       (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

static bool is_safe(uint32_t code)
{
	return code >= 0x20 && code != '\\' && !(code >= 0x7f && code < 0xa0) &&
	       !is_bidi_control(code);
}

/* Printable ASCII but the backslash: most of all text, and in need of no decoding. */
static bool is_plain(unsigned char byte)
{
	return byte >= 0x20 && byte < 0x7f && byte != '\\';
}

static size_t put_hex(char *out, unsigned char byte)
{
	static const char digits[] = "0123456789abcdef";

	out[0] = '\\';
	out[1] = 'x';
	out[2] = digits[byte >> 4];
	out[3] = digits[byte & 0xf];
	return ESCAPE_FACTOR;
}

size_t escape_text(char *out, size_t size, const char *text, size_t length)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t written = 0;

	while (length > 0) {
		uint32_t code = 0;
		bool plain = is_plain(*at);
		size_t valid = plain ? 1 : utf8_character(at, length, &code);
		size_t taken = valid ? valid : 1;

		if (plain || (valid && is_safe(code))) {
			if (written + taken >= size)
				break;
			for (size_t i = 0; i < taken; i++)
				out[written++] = at[i];
		} else {
			if (written + taken * ESCAPE_FACTOR >= size)
				break;
			for (size_t i = 0; i < taken; i++)
				written += put_hex(out + written, at[i]);
		}
		at += taken;
		length -= taken;
	}
	out[written] = '\0';
	return written;
}
