/*
 * btf: where the running kernel keeps the fields that the BPF programs read. The kernel's
 * own type information (BTF) tells it. One table names the fields.
 */
#ifndef SKBCLONE_HOST_BTF_H
#define SKBCLONE_HOST_BTF_H

#include "base/status.h"

#include <stdint.h>

/* Where every kernel with CONFIG_DEBUG_INFO_BTF describes its types. */
#define BTF_VMLINUX "/sys/kernel/btf/vmlinux"

/* What the programs read fields for. */
enum btf_need { BTF_OF_TASKS = 1, BTF_OF_PACKETS = 2 };

/* A field of a kernel structure, and the macro that tells the programs its offset. */
struct btf_field {
	const char *macro;
	const char *type;   /* the structure */
	const char *member; /* of it; `a.b` is b in the structure that a is */
	enum btf_need need;
};

/* Ends with a NULL macro. */
extern const struct btf_field btf_fields[];

enum { BTF_FIELDS_MAX = 40 };

/* Offsets in bytes, in the order of the table; those that were not asked for are 0. */
struct btf_offsets {
	uint32_t list[BTF_FIELDS_MAX];
};

/* Read the offsets of the fields of these needs from the running kernel's BTF. Logs what
 * is missing and returns STATUS_UNSUPPORTED then. */
enum status btf_require_offsets(unsigned needs, struct btf_offsets *offsets);

/* The same from a file of BTF, and silent. Returns 0, -ENOENT if there is no such file or
 * it lacks a field, or another -errno. */
int btf_read_offsets(const char *path, unsigned needs, struct btf_offsets *offsets);

#endif
