#include "program/object.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The bytes of an object: a header, the maps, then for each program a header and its
 * instructions. Nothing may follow. */
static const char object_magic[8] = "skbobj2";

struct object_header {
	char magic[sizeof(object_magic)];
	char license[OBJECT_LICENSE_SIZE];
	char compiler[OBJECT_PATH_SIZE];
	char llvm[OBJECT_PATH_SIZE];
	uint32_t map_count;
	uint32_t program_count;
};

struct program_header {
	char name[BPF_OBJ_NAME_LEN];
	uint32_t insn_count;
};

static bool is_terminated(const char *text, size_t size)
{
	return memchr(text, '\0', size) != NULL;
}

static bool program_is_sound(const struct object_program *program, uint32_t map_count)
{
	if (!is_terminated(program->name, sizeof(program->name)))
		return false;
	for (uint32_t i = 0; i < program->insn_count; i++) {
		const struct bpf_insn *insn = &program->insns[i];

		if (!insn_refers_to_map(insn))
			continue;
		if (insn->imm < 0 || (uint32_t)insn->imm >= map_count)
			return false;
		/* The loader puts a map into each instruction that refers to one. So the second
		 * of a pair is checked too. */
		if (i + 1 == program->insn_count)
			return false;
	}
	return true;
}

static bool object_is_sound(const struct object *object)
{
	if (!is_terminated(object->license, sizeof(object->license)) ||
	    !is_terminated(object->compiler, sizeof(object->compiler)) ||
	    !is_terminated(object->llvm, sizeof(object->llvm)))
		return false;
	for (uint32_t i = 0; i < object->map_count; i++) {
		if (!is_terminated(object->maps[i].name, sizeof(object->maps[i].name)))
			return false;
	}
	for (uint32_t i = 0; i < object->program_count; i++) {
		if (!program_is_sound(&object->programs[i], object->map_count))
			return false;
	}
	return true;
}

static bool counts_fit(uint32_t map_count, uint32_t program_count)
{
	return map_count <= OBJECT_MAX_MAPS && program_count > 0 &&
	       program_count <= OBJECT_MAX_PROGRAMS;
}

static size_t insns_size(const struct object_program *program)
{
	return program->insn_count * sizeof(*program->insns);
}

static void *put(void *to, const void *from, size_t size)
{
	memcpy(to, from, size);
	return (char *)to + size;
}

int object_write(const struct object *object, void **bytes, size_t *size)
{
	struct object_header header = {
		.map_count = object->map_count,
		.program_count = object->program_count,
	};
	size_t total = sizeof(header) + object->map_count * sizeof(object->maps[0]);
	void *at;

	if (!counts_fit(object->map_count, object->program_count) || !object_is_sound(object))
		return -EINVAL;
	for (uint32_t i = 0; i < object->program_count; i++) {
		if (object->programs[i].insn_count > OBJECT_MAX_INSNS)
			return -EINVAL;
		total += sizeof(struct program_header) + insns_size(&object->programs[i]);
	}

	at = *bytes = malloc(total);
	if (!at)
		return -ENOMEM;
	*size = total;
	memcpy(header.magic, object_magic, sizeof(header.magic));
	memcpy(header.license, object->license, sizeof(header.license));
	memcpy(header.compiler, object->compiler, sizeof(header.compiler));
	memcpy(header.llvm, object->llvm, sizeof(header.llvm));
	at = put(at, &header, sizeof(header));
	at = put(at, object->maps, object->map_count * sizeof(object->maps[0]));
	for (uint32_t i = 0; i < object->program_count; i++) {
		const struct object_program *program = &object->programs[i];
		struct program_header program_header = {.insn_count = program->insn_count};

		memcpy(program_header.name, program->name, sizeof(program_header.name));
		at = put(at, &program_header, sizeof(program_header));
		at = put(at, program->insns, insns_size(program));
	}
	return 0;
}

struct cursor {
	const char *at;
	size_t left;
};

static bool take(struct cursor *cursor, void *to, size_t size)
{
	if (size > cursor->left)
		return false;
	memcpy(to, cursor->at, size);
	cursor->at += size;
	cursor->left -= size;
	return true;
}

static int read_program(struct object_program *program, struct cursor *cursor)
{
	struct program_header header;

	if (!take(cursor, &header, sizeof(header)) || header.insn_count == 0 ||
	    header.insn_count > OBJECT_MAX_INSNS)
		return -EINVAL;
	memcpy(program->name, header.name, sizeof(program->name));
	program->insn_count = header.insn_count;
	program->insns = malloc(insns_size(program));
	if (!program->insns)
		return -ENOMEM;
	return take(cursor, program->insns, insns_size(program)) ? 0 : -EINVAL;
}

int object_read(struct object *object, const void *bytes, size_t size)
{
	struct cursor cursor = {.at = bytes, .left = size};
	struct object_header header;
	int error = -EINVAL;

	memset(object, 0, sizeof(*object));
	if (!take(&cursor, &header, sizeof(header)) ||
	    memcmp(header.magic, object_magic, sizeof(header.magic)) != 0 ||
	    !counts_fit(header.map_count, header.program_count))
		goto out;
	memcpy(object->license, header.license, sizeof(object->license));
	memcpy(object->compiler, header.compiler, sizeof(object->compiler));
	memcpy(object->llvm, header.llvm, sizeof(object->llvm));
	object->map_count = header.map_count;
	if (!take(&cursor, object->maps, header.map_count * sizeof(object->maps[0])))
		goto out;
	for (; object->program_count < header.program_count; object->program_count++) {
		error = read_program(&object->programs[object->program_count], &cursor);
		if (error) {
			object->program_count++; /* its instructions are freed below */
			goto out;
		}
	}
	error = cursor.left == 0 && object_is_sound(object) ? 0 : -EINVAL;
out:
	if (error)
		object_release(object);
	return error;
}

void object_release(struct object *object)
{
	for (uint32_t i = 0; i < object->program_count; i++)
		free(object->programs[i].insns);
	memset(object, 0, sizeof(*object));
}
