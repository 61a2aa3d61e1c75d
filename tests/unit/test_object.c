#include "program/object.h"
#include "unit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static struct bpf_insn insns[] = {
	{.code = BPF_LD | BPF_IMM | BPF_DW, .src_reg = BPF_PSEUDO_MAP_FD, .imm = 1},
	{0},
	{.code = BPF_JMP | BPF_EXIT},
};

static const struct object sample = {
	.license = "GPL",
	.map_count = 2,
	.program_count = 1,
	.maps = {{.name = "counts", .type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 64},
		 {.name = "events", .type = BPF_MAP_TYPE_PERF_EVENT_ARRAY, .flags = 1}},
	.programs = {{.name = "trace_skb_clone", .insn_count = 3, .insns = insns}},
};

static void write_sample(void **bytes, size_t *size)
{
	assert_int_equal(object_write(&sample, bytes, size), 0);
}

static void test_object_read__gives_back_what_was_written(void **state)
{
	struct object object;
	void *bytes;
	size_t size;

	(void)state;
	write_sample(&bytes, &size);
	assert_int_equal(object_read(&object, bytes, size), 0);
	assert_string_equal(object.license, "GPL");
	assert_int_equal(object.map_count, 2);
	assert_memory_equal(object.maps, sample.maps, sizeof(sample.maps));
	assert_int_equal(object.program_count, 1);
	assert_string_equal(object.programs[0].name, "trace_skb_clone");
	assert_int_equal(object.programs[0].insn_count, 3);
	assert_memory_equal(object.programs[0].insns, insns, sizeof(insns));
	object_release(&object);
	free(bytes);
}

static void test_object_read__refuses_every_truncation(void **state)
{
	struct object object;
	void *bytes;
	size_t size;

	(void)state;
	write_sample(&bytes, &size);
	for (size_t cut = 0; cut < size; cut++)
		assert_int_equal(object_read(&object, bytes, cut), -EINVAL);
	free(bytes);
}

static void test_object_read__refuses_what_follows(void **state)
{
	struct object object;
	void *bytes;
	size_t size;

	(void)state;
	write_sample(&bytes, &size);
	bytes = realloc(bytes, size + 1);
	((char *)bytes)[size] = 0;
	assert_int_equal(object_read(&object, bytes, size + 1), -EINVAL);
	free(bytes);
}

/* Whichever byte is altered, object_read() refuses the object, or returns one
 * whose references are all in bounds. */
static void test_object_read__survives_every_altered_byte(void **state)
{
	struct object object;
	void *bytes;
	size_t size;

	(void)state;
	write_sample(&bytes, &size);
	for (size_t at = 0; at < size; at++) {
		((unsigned char *)bytes)[at] ^= 0xff;
		if (object_read(&object, bytes, size) == 0)
			object_release(&object);
		((unsigned char *)bytes)[at] ^= 0xff;
	}
	free(bytes);
}

static void test_object_write__refuses_references_out_of_bounds(void **state)
{
	struct object object = sample;
	struct bpf_insn altered[3];
	void *bytes;
	size_t size;

	(void)state;
	memcpy(altered, insns, sizeof(insns));
	object.programs[0].insns = altered;
	altered[0].imm = 2;
	assert_int_equal(object_write(&object, &bytes, &size), -EINVAL);
	altered[0].imm = -1;
	assert_int_equal(object_write(&object, &bytes, &size), -EINVAL);
	altered[0].imm = 0;
	object.programs[0].insn_count = 1; /* the pair lacks its second instruction */
	assert_int_equal(object_write(&object, &bytes, &size), -EINVAL);
	object.programs[0].insn_count = 3;
	altered[1] = altered[0]; /* the second of the pair looks like the first of another */
	altered[1].imm = 2;
	assert_int_equal(object_write(&object, &bytes, &size), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_object_read__gives_back_what_was_written),
		cmocka_unit_test(test_object_read__refuses_every_truncation),
		cmocka_unit_test(test_object_read__refuses_what_follows),
		cmocka_unit_test(test_object_read__survives_every_altered_byte),
		cmocka_unit_test(test_object_write__refuses_references_out_of_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
