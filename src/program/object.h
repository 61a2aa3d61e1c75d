/*
 * object: a compiled program taken out of libbcc, so that it can be loaded
 * without it: instructions, and the maps they refer to. An instruction that
 * refers to a map holds the map's index here, where the kernel wants a file
 * descriptor. Pure: skbclone-cc fills and writes one, skbclone reads it.
 */
#ifndef SKBCLONE_PROGRAM_OBJECT_H
#define SKBCLONE_PROGRAM_OBJECT_H

#include <linux/bpf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	OBJECT_MAX_MAPS = 8,
	OBJECT_MAX_PROGRAMS = 4,
	OBJECT_MAX_INSNS = 4096,
	OBJECT_LICENSE_SIZE = 16,
	OBJECT_PATH_SIZE = 512,
};

struct object_map {
	char name[BPF_OBJ_NAME_LEN];
	uint32_t type; /* enum bpf_map_type */
	uint32_t key_size;
	uint32_t value_size;
	uint32_t max_entries;
	uint32_t flags;
};

struct object_program {
	char name[BPF_OBJ_NAME_LEN];
	uint32_t insn_count;
	struct bpf_insn *insns;
};

struct object {
	char license[OBJECT_LICENSE_SIZE];
	char compiler[OBJECT_PATH_SIZE]; /* the file of the libbcc that made it; may be empty */
	char llvm[OBJECT_PATH_SIZE];     /* and of its LLVM; empty: it is inside libbcc */
	uint32_t map_count;
	uint32_t program_count;
	struct object_map maps[OBJECT_MAX_MAPS];
	struct object_program programs[OBJECT_MAX_PROGRAMS];
};

/* Does the instruction load a map's descriptor (or, in an object, its index)?
 * It is the first of a pair: kernel/bpf/verifier.c, resolve_pseudo_ldimm64. */
static inline bool insn_refers_to_map(const struct bpf_insn *insn)
{
	return insn->code == (BPF_LD | BPF_IMM | BPF_DW) && insn->src_reg == BPF_PSEUDO_MAP_FD;
}

/*
 * Write the object as bytes, in the machine's own byte order: it never leaves
 * the machine. *bytes is the caller's to free. 0, -EINVAL (the object would
 * not be read again) or -ENOMEM.
 */
int object_write(const struct object *object, void **bytes, size_t *size);

/*
 * Read what object_write() wrote, distrusting every byte of it. On success
 * the object is the caller's to release. 0, -EINVAL or -ENOMEM.
 */
int object_read(struct object *object, const void *bytes, size_t size);

/* Free what the object holds. A zeroed object is fine. */
void object_release(struct object *object);

#endif
