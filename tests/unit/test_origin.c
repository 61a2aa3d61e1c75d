/* When the names of the kernel's functions are read again. */
#include "base/log.h"
#include "fake_proc.h"
#include "source/origin.h"

#include <time.h>
#include <unistd.h>

/* How often /proc/modules was read from its start. */
static int looks;

void __real_rewind(FILE *file);

void __wrap_rewind(FILE *file)
{
	looks++;
	__real_rewind(file);
}

/* The time stands still. */
int __wrap_clock_gettime(clockid_t clock, struct timespec *now)
{
	(void)clock;
	*now = (struct timespec){.tv_sec = 1000};
	return 0;
}

/* The kernel's names end before the first module. */
static const char kallsyms[] = "ffffffff81000000 T skb_clone\n"
			       "ffffffff81001000 T caller\n"
			       "ffffffff81002000 T _etext\n";
static const char kallsyms_of_module[] = "ffffffff81000000 T skb_clone\n"
					 "ffffffff81001000 T caller\n"
					 "ffffffff81002000 T _etext\n"
					 "ffffffffc0000000 t in_module\t[late]\n";
static const uint64_t stack[] = {0xffffffff81000010, 0xffffffffc0000010, 0xffffffffc0000020,
				 0xffffffffc0000030};
enum { DEPTH = sizeof(stack) / sizeof(stack[0]) };

static void open_origins(struct origins *origins, const char *names)
{
	struct log_record record;

	put_file("proc/modules", "");
	put_file("proc/kallsyms", names);
	log_record(&record);
	origins_open(origins, fake_root);
	log_record(NULL);
	looks = 0;
}

/* With kernel.kptr_restrict=2 no frame of any stack has a name. */
static void test_origins_fill__does_not_look_if_the_kernel_hides_its_names(void **state)
{
	struct origins origins;
	struct row row = {0};

	(void)state;
	open_origins(&origins, "0000000000000000 T skb_clone\n");
	assert_int_equal(origins_fill(&origins, &row, stack, DEPTH, NULL), 0);
	assert_null(row.stack->frames[0].function);
	assert_int_equal(looks, 0);
	origins_close(&origins);
}

static void test_origins_fill__looks_once_for_all_frames(void **state)
{
	struct origins origins;
	struct row row = {0};

	(void)state;
	open_origins(&origins, kallsyms);
	assert_int_equal(origins_fill(&origins, &row, stack, DEPTH, NULL), 0);
	assert_null(row.stack->frames[0].function);
	assert_int_equal(looks, 1);
	origins_close(&origins);
}

static void test_origins_fill__finds_a_module_that_was_just_loaded(void **state)
{
	struct origins origins;
	struct row row = {0};

	(void)state;
	open_origins(&origins, kallsyms);
	put_file("proc/modules", "late 16384 0 - Live 0xffffffffc0000000\n");
	put_file("proc/kallsyms", kallsyms_of_module);
	assert_int_equal(origins_fill(&origins, &row, stack, DEPTH, NULL), 0);
	assert_int_equal(row.stack->count, DEPTH - 1);
	for (uint32_t i = 0; i < row.stack->count; i++)
		assert_string_equal(row.stack->frames[i].function, "in_module");
	origins_close(&origins);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_origins_fill__does_not_look_if_the_kernel_hides_its_names),
		cmocka_unit_test(test_origins_fill__looks_once_for_all_frames),
		cmocka_unit_test(test_origins_fill__finds_a_module_that_was_just_loaded),
	};

	return cmocka_run_group_tests(tests, make_fake_proc, remove_fake_proc);
}
