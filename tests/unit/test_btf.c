/* Each test writes its own BTF, in place of the kernel's. */
#include "host/btf.h"
#include "unit.h"

#include <bpf/btf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* libbpf before 0.6 has no such header, and another name for this function. */
#if !__has_include(<bpf/libbpf_version.h>)
#define btf__raw_data btf__get_raw_data
#endif

static char path[] = "/tmp/test_btf-XXXXXX";

static void write_btf(struct btf *btf)
{
	uint32_t size;
	const void *bytes = btf__raw_data(btf, &size);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
	btf__free(btf);
}

static uint32_t offset_of(const struct btf_offsets *offsets, const char *macro)
{
	for (int i = 0; btf_fields[i].macro; i++) {
		if (strcmp(btf_fields[i].macro, macro) == 0)
			return offsets->list[i];
	}
	fail_msg("no %s in the table", macro);
	return 0;
}

static int set_up(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	return fd < 0 ? -1 : close(fd);
}

static int tear_down(void **state)
{
	(void)state;
	return unlink(path);
}

static void test_btf_read_offsets__finds_fields_in_anonymous_structs(void **state)
{
	struct btf_offsets offsets;
	struct btf *btf = btf__new_empty();
	int number = btf__add_int(btf, "int", 4, BTF_INT_SIGNED);
	int inner = btf__add_struct(btf, NULL, 24);

	(void)state;
	btf__add_field(btf, "tgid", number, 32, 0);
	btf__add_field(btf, "group_leader", number, 64, 0);
	btf__add_field(btf, "start_time", number, 128, 0);
	btf__add_struct(btf, "task_struct", 64);
	btf__add_field(btf, "pid", number, 64, 0);
	btf__add_field(btf, NULL, inner, 256, 0);
	write_btf(btf);
	assert_int_equal(btf_read_offsets(path, BTF_OF_TASKS, &offsets), 0);
	assert_int_equal(offsets.found, BTF_OF_TASKS);
	assert_null(offsets.missing);
	assert_int_equal(offset_of(&offsets, "TASK_PID"), 8);
	assert_int_equal(offset_of(&offsets, "TASK_TGID"), 36);
	assert_int_equal(offset_of(&offsets, "TASK_GROUP_LEADER"), 40);
	assert_int_equal(offset_of(&offsets, "TASK_START_TIME"), 48);
}

static void test_btf_read_offsets__says_what_is_missing(void **state)
{
	struct btf_offsets offsets;
	struct btf *btf = btf__new_empty();
	int number = btf__add_int(btf, "int", 4, BTF_INT_SIGNED);

	(void)state;
	btf__add_struct(btf, "task_struct", 64);
	btf__add_field(btf, "pid", number, 64, 0);
	btf__add_struct(btf, "tcp_skb_cb", 64);
	btf__add_field(btf, "tcp_flags", number, 96, 0);
	btf__add_struct(btf, "sk_buff", 232);
	btf__add_field(btf, "cb", number, 320, 0);
	write_btf(btf);
	assert_int_equal(btf_read_offsets(path, BTF_OF_TASKS, &offsets), 0);
	assert_int_equal(offsets.found, 0);
	assert_string_equal(offsets.missing->member, "tgid");
	/* One part of a packet is there, the others are not. */
	assert_int_equal(btf_read_offsets(path, BTF_OF_PACKETS, &offsets), 0);
	assert_int_equal(offsets.found, BTF_OF_TCP);
	assert_int_equal(offset_of(&offsets, "TCP_FLAGS"), 12);
	assert_int_equal(btf_read_offsets("/nonexistent", BTF_OF_TASKS, &offsets), -ENOENT);
}

static void test_btf_read_offsets__refuses_garbage(void **state)
{
	struct btf_offsets offsets;
	FILE *file = fopen(path, "w");

	(void)state;
	assert_non_null(file);
	fputs("no BTF at all", file);
	fclose(file);
	assert_true(btf_read_offsets(path, BTF_OF_TASKS, &offsets) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_btf_read_offsets__finds_fields_in_anonymous_structs),
		cmocka_unit_test(test_btf_read_offsets__says_what_is_missing),
		cmocka_unit_test(test_btf_read_offsets__refuses_garbage),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
