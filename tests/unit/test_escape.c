#include "base/escape.h"
#include "unit.h"

#include <string.h>

static void expect(const char *text, size_t length, const char *wanted)
{
	char out[256];
	size_t written = escape_text(out, sizeof(out), text, length);

	assert_string_equal(out, wanted);
	assert_int_equal(written, strlen(wanted));
}

#define EXPECT(text, wanted) expect(text, sizeof(text) - 1, wanted)

static void test_escape_text__keeps_readable_text(void **state)
{
	(void)state;
	EXPECT("curl", "curl");
	EXPECT("a b-c<d>[e]", "a b-c<d>[e]");
	EXPECT("网络 é 🐧", "网络 é 🐧");
	EXPECT("", "");
}

static void test_escape_text__escapes_controls_and_backslash(void **state)
{
	(void)state;
	EXPECT("\x1b[31m", "\\x1b[31m");
	EXPECT("a\nb\tc", "a\\x0ab\\x09c");
	EXPECT("\x7f", "\\x7f");
	EXPECT("a\0b", "a\\x00b");
	EXPECT("\\x41", "\\x5cx41");
	EXPECT("\xc2\x9b", "\\xc2\\x9b"); /* C1: CSI */
}

static void test_escape_text__escapes_bidirectional_controls(void **state)
{
	(void)state;
	EXPECT("\u202egnp", "\\xe2\\x80\\xaegnp");
	EXPECT("\u2066", "\\xe2\\x81\\xa6");
	EXPECT("\u200f\u061c", "\\xe2\\x80\\x8f\\xd8\\x9c");
}

static void test_escape_text__escapes_invalid_utf8(void **state)
{
	(void)state;
	EXPECT("\x80", "\\x80");
	EXPECT("\xe7\xbd", "\\xe7\\xbd");                   /* cut */
	EXPECT("\xc0\xaf", "\\xc0\\xaf");                   /* overlong */
	EXPECT("\xe0\x80\xaf", "\\xe0\\x80\\xaf");          /* overlong */
	EXPECT("\xed\xa0\x80", "\\xed\\xa0\\x80");          /* surrogate */
	EXPECT("\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"); /* above U+10FFFF */
	EXPECT("\xff"
	       "a",
	       "\\xffa");
}

static void test_escape_text__cuts_between_characters(void **state)
{
	char out[8];

	(void)state;
	assert_int_equal(escape_text(out, 8, "abcd\x1b", 5), 4);
	assert_string_equal(out, "abcd");
	assert_int_equal(escape_text(out, 4, "ab网", 5), 2);
	assert_string_equal(out, "ab");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escape_text__keeps_readable_text),
		cmocka_unit_test(test_escape_text__escapes_controls_and_backslash),
		cmocka_unit_test(test_escape_text__escapes_bidirectional_controls),
		cmocka_unit_test(test_escape_text__escapes_invalid_utf8),
		cmocka_unit_test(test_escape_text__cuts_between_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
