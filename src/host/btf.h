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
enum btf_need {
	BTF_OF_TASKS = 1,
	BTF_OF_SKB = 2,
	BTF_OF_DEVICES = 4,
	BTF_OF_SOCKETS = 8,
	BTF_OF_IPV6 = 16,
	BTF_OF_TCP = 32,
	BTF_OF_COMMS = 64,
	/* What is missing of these leaves out its part of a packet alone. */
	BTF_OF_PACKETS = BTF_OF_SKB | BTF_OF_DEVICES | BTF_OF_SOCKETS | BTF_OF_IPV6 | BTF_OF_TCP,
};

/* A field of a kernel structure, and the macro that tells the programs its offset. */
struct btf_field {
	const char *macro;
	const char *type;   /* the structure */
	const char *member; /* of it; `a.b` is b in the structure that a is */
	unsigned needs;     /* of enum btf_need; any of them */
};

/* Ends with a NULL macro. */
extern const struct btf_field btf_fields[];

enum { BTF_FIELDS_MAX = 40 };

struct btf_offsets {
	unsigned found; /* the needs whose fields are all there */
	/* In bytes, in the order of the table. Valid if the field has a need that was found. */
	uint32_t list[BTF_FIELDS_MAX];
	const struct btf_field *missing; /* the first that is; NULL: none */
};

/* Read the offsets of the fields of these needs from a file of BTF. Silent. Returns 0 also
 * if fields are missing, or -errno if there is no BTF. */
int btf_read_offsets(const char *path, unsigned needs, struct btf_offsets *offsets);

/* Read the offsets of all fields of these needs from the running kernel's BTF. Logs what is
 * missing and returns STATUS_UNSUPPORTED then. */
enum status btf_require_offsets(unsigned needs, struct btf_offsets *offsets);

/* Read the offsets of BTF_OF_PACKETS from the running kernel's BTF. Warns of what is missing;
 * a run goes on without it. */
void btf_find_packet(struct btf_offsets *offsets);

/* Find a function in a file of BTF. Silent. Returns the id of its type, which the kernel asks for
 * to attach a program by fentry; -ESRCH: the file does not have the function; or another -errno. */
int btf_find_function(const char *path, const char *name);

enum { BTF_IDENTITY_SIZE = 4096 };

/* What tells the running kernel's types from those of any other kernel, as text: its build
 * id and the size of its BTF. Returns 0 or -errno. */
int btf_identity(char identity[BTF_IDENTITY_SIZE]);

#endif
