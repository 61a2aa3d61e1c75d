/*
 * btf: the offsets of the kernel fields that the BPF programs read, from the running
 * kernel's type information (BTF). One table names the fields.
 */
#ifndef SKBCLONE_HOST_BTF_H
#define SKBCLONE_HOST_BTF_H

#include "base/status.h"

#include <stdint.h>

/* A field of a kernel structure, and the macro that gives the programs its offset. */
struct btf_field {
	const char *macro;
	const char *type; /* the structure */
	const char *member;
};

enum { BTF_FIELD_COUNT = 4 };

extern const struct btf_field btf_fields[BTF_FIELD_COUNT];

/* Read the offset of each field, in bytes, from the running kernel's BTF. Returns
 * STATUS_OK, or logs and returns STATUS_UNSUPPORTED. */
enum status btf_require_offsets(uint32_t offsets[BTF_FIELD_COUNT]);

/* The same from a BTF file, without logging. Returns 0, -ENOENT if the file or a field is
 * missing, or another -errno. */
int btf_read_offsets(const char *path, uint32_t offsets[BTF_FIELD_COUNT]);

#endif
