/*
 * object: a compiled BPF program that can be loaded without libbcc: instructions, and the
 * maps they refer to. Where the kernel expects a map's descriptor, an instruction here
 * holds the map's index. skbclone-cc fills and writes an object, skbclone reads it. Pure.
 */
#ifndef SKBCLONE_PROGRAM_OBJECT_H
#define SKBCLONE_PROGRAM_OBJECT_H

#include <linux/bpf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	OBJECT_MAX_MAPS = 12,
	OBJECT_MAX_PROGRAMS = 6,
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
	char compiler[OBJECT_PATH_SIZE]; /* the libbcc that compiled it; may be empty */
	char llvm[OBJECT_PATH_SIZE];     /* its LLVM; empty: inside libbcc */
	uint32_t map_count;
	uint32_t program_count;
	struct object_map maps[OBJECT_MAX_MAPS];
	struct object_program programs[OBJECT_MAX_PROGRAMS];
};

/* Does the instruction load a map's descriptor (in an object: its index)? It is the first
 * of a pair: kernel/bpf/verifier.c, resolve_pseudo_ldimm64. */
static inline bool insn_refers_to_map(const struct bpf_insn *insn)
{
	return insn->code == (BPF_LD | BPF_IMM | BPF_DW) && insn->src_reg == BPF_PSEUDO_MAP_FD;
}

/* Convert the object to *size bytes in this machine's byte order: they never leave the
 * machine. The caller frees *bytes. Returns 0, -EINVAL (object_read() would reject it) or
 * -ENOMEM. */
int object_write(const struct object *object, void **bytes, size_t *size);

/* Read the bytes of object_write(); trust none of them. On success the caller calls
 * object_release(). Returns 0, -EINVAL or -ENOMEM. */
int object_read(struct object *object, const void *bytes, size_t size);

/* Free the object's memory. Accepts a zeroed object. */
void object_release(struct object *object);

#endif
