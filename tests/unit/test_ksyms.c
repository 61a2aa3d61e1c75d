/* A /proc/kallsyms made of text. */
#include "host/ksyms.h"

#include "fake_proc.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void put(const char *text)
{
	put_file("proc/kallsyms", text);
}

static void expect(const struct ksyms *ksyms, uint64_t address, const char *name,
		   const char *module, uint32_t offset)
{
	struct symbol symbol;

	assert_true(ksyms_find(ksyms, address, &symbol));
	assert_string_equal(symbol.name, name);
	assert_string_equal(symbol.module, module);
	assert_int_equal(symbol.offset, offset);
}

static void expect_none(const struct ksyms *ksyms, uint64_t address)
{
	struct symbol symbol;

	assert_false(ksyms_find(ksyms, address, &symbol));
}

static void test_ksyms_find__sorts_and_chooses(void **state)
{
	struct ksyms ksyms;

	(void)state;
	put("ffffffff81003000 T last\n"
	    "ffffffff81001000 t section_start\n"
	    "ffffffff81001000 t local\n"
	    "ffffffff81001000 T global\n"
	    "ffffffff81002000 D data\n"
	    "ffffffff81002000 t $x\n"
	    "ffffffff81002000 t __pfx_last\n"
	    "ffffffff81002100 t inner.isra.0\n"
	    "garbage\n\n0 T\n");
	assert_int_equal(ksyms_open(&ksyms, fake_root), 0);
	expect(&ksyms, 0xffffffff81001000, "global", "", 0);
	expect(&ksyms, 0xffffffff81002050, "global", "", 0x1050);
	expect(&ksyms, 0xffffffff81002101, "inner.isra.0", "", 1);
	expect(&ksyms, 0xffffffff81003fff, "last", "", 0xfff);
	expect_none(&ksyms, 0xffffffff81000fff);
	ksyms_close(&ksyms);
}

/* Their addresses may be a function's, too. */
static void test_ksyms_read__finds_the_entry_code(void **state)
{
	struct ksyms ksyms;

	(void)state;
	put("ffffffff81000010 T __entry_text_start\n"
	    "ffffffff81000010 T asm_exc_divide_error\n"
	    "ffffffff81001a87 T __entry_text_end\n"
	    "ffffffff81001a87 T next\n");
	assert_int_equal(ksyms_open(&ksyms, fake_root), 0);
	assert_int_equal(ksyms.entry_start, 0xffffffff81000010);
	assert_int_equal(ksyms.entry_end, 0xffffffff81001a87);
	expect(&ksyms, 0xffffffff81000011, "asm_exc_divide_error", "", 1);
	ksyms_close(&ksyms);
}

/* On 5.10, what stands in it is no entry: it is called in the middle of a system call. */
static void test_ksyms_read__ends_the_entry_code_before_asm_call_on_stack(void **state)
{
	struct ksyms ksyms;

	(void)state;
	put("ffffffff81800010 T __entry_text_start\n"
	    "ffffffff81801200 T asm_call_on_stack\n"
	    "ffffffff81801200 T asm_call_irq_on_stack\n"
	    "ffffffff818019f2 T __entry_text_end\n");
	assert_int_equal(ksyms_open(&ksyms, fake_root), 0);
	assert_int_equal(ksyms.entry_start, 0xffffffff81800010);
	assert_int_equal(ksyms.entry_end, 0xffffffff81801200);
	ksyms_close(&ksyms);
}

/* What lies between two modules is of neither. */
static void test_ksyms_find__knows_the_ends_of_modules(void **state)
{
	struct ksyms ksyms;

	(void)state;
	put("ffffffff81001000 T kernel\n"
	    "ffffffffc0001000 t one_rx\t[one]\n"
	    "ffffffffc0001800 t one_tx\t[one]\n"
	    "ffffffffc0005000 t two\t[two]\n");
	assert_int_equal(ksyms_open(&ksyms, fake_root), 0);
	expect(&ksyms, 0xffffffffc0001010, "one_rx", "one", 0x10);
	expect(&ksyms, 0xffffffffc0001fff, "one_tx", "one", 0x7ff);
	expect_none(&ksyms, 0xffffffffc0002000);
	expect_none(&ksyms, 0xffffffff81002000);
	expect(&ksyms, 0xffffffffc0005001, "two", "two", 1);
	ksyms_close(&ksyms);
}

static void test_ksyms_read__finds_a_module_that_came(void **state)
{
	struct ksyms ksyms;

	(void)state;
	put("ffffffff81001000 T kernel\n");
	assert_int_equal(ksyms_open(&ksyms, fake_root), 0);
	expect_none(&ksyms, 0xffffffffc0001010);
	put("ffffffff81001000 T kernel\nffffffffc0001000 t one_rx\t[one]\n");
	assert_int_equal(ksyms_read(&ksyms), 0);
	expect(&ksyms, 0xffffffffc0001010, "one_rx", "one", 0x10);
	put("ffffffff81001000 T kernel\n");
	assert_int_equal(ksyms_read(&ksyms), 0);
	expect_none(&ksyms, 0xffffffffc0001010);
	ksyms_close(&ksyms);
}

static void test_ksyms_open__tells_hidden_addresses(void **state)
{
	struct ksyms ksyms;

	(void)state;
	put("0000000000000000 T skb_clone\n0000000000000000 t other\n");
	assert_int_equal(ksyms_open(&ksyms, fake_root), -EPERM);
	expect_none(&ksyms, 0xffffffff81001000);
	ksyms_close(&ksyms);
	unlinkat(fake_root, "proc/kallsyms", 0);
	assert_int_equal(ksyms_open(&ksyms, fake_root), -ENOENT);
	ksyms_close(&ksyms);
}

/* More than is read, and written, in one piece; names at the limit of their length. */
static void test_ksyms_open__reads_large_files(void **state)
{
	enum { LINES = 100000, LINE = 64 };
	char *text = malloc(LINES * LINE + 1024), *end = text, name[300];
	struct ksyms ksyms;

	(void)state;
	for (int i = 0; i < LINES; i++)
		end += sprintf(end, "%016lx t function_of_a_kernel_%06d\n",
			       0xffffffff81000000UL + i * 16, i);
	memset(name, 'n', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	sprintf(end, "ffffffff91000000 t %s\n", name);
	put(text);
	assert_int_equal(ksyms_open(&ksyms, fake_root), 0);
	/* A name that is too long is none, and not the one before it. */
	assert_int_equal(ksyms.count, LINES + 1);
	expect_none(&ksyms, 0xffffffff91000001UL);
	expect(&ksyms, 0xffffffff81000000UL + 77777 * 16 + 3, "function_of_a_kernel_077777", "", 3);
	expect(&ksyms, 0xffffffff81000000UL, "function_of_a_kernel_000000", "", 0);
	ksyms_close(&ksyms);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ksyms_find__sorts_and_chooses),
		cmocka_unit_test(test_ksyms_read__finds_the_entry_code),
		cmocka_unit_test(test_ksyms_read__ends_the_entry_code_before_asm_call_on_stack),
		cmocka_unit_test(test_ksyms_find__knows_the_ends_of_modules),
		cmocka_unit_test(test_ksyms_read__finds_a_module_that_came),
		cmocka_unit_test(test_ksyms_open__tells_hidden_addresses),
		cmocka_unit_test(test_ksyms_open__reads_large_files),
	};

	return cmocka_run_group_tests(tests, make_fake_proc, remove_fake_proc);
}
