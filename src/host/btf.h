/*
 * btf: where the running kernel keeps the fields that the BPF programs read, as its own
 * type information (BTF) tells. One table names them.
 */
#ifndef SKBCLONE_HOST_BTF_H
#define SKBCLONE_HOST_BTF_H

#include "base/status.h"

#include <stdint.h>

/* A field of a kernel structure, and the macro by which the programs know its offset. */
struct btf_field {
	const char *macro;
	const char *type; /* the structure */
	const char *member;
};

enum { BTF_FIELD_COUNT = 4 };

extern const struct btf_field btf_fields[BTF_FIELD_COUNT];

/* Read the offset of each field, in bytes, from the running kernel's BTF. Logs what is
 * missing: STATUS_UNSUPPORTED. */
enum status btf_require_offsets(uint32_t offsets[BTF_FIELD_COUNT]);

/* The same from a file of BTF, and silent. 0, -ENOENT if there is no such file or it
 * lacks a field, or another -errno. */
int btf_read_offsets(const char *path, uint32_t offsets[BTF_FIELD_COUNT]);

#endif
