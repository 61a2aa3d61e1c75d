/* btf: where the running kernel keeps what the programs read of a task. */
#ifndef SKBCLONE_HOST_BTF_H
#define SKBCLONE_HOST_BTF_H

#include "base/status.h"

#include <stdint.h>

/* Offsets in struct task_struct, in bytes. */
struct task_offsets {
	uint32_t pid;
	uint32_t tgid;
	uint32_t group_leader;
	uint32_t start_time;
};

/* Read those of the running kernel; what is missing is logged. */
enum status btf_require_offsets(struct task_offsets *offsets);

/* Read them from a file of BTF. 0, -ENOENT if there is no BTF or it lacks one
 * of the fields, or another -errno. */
int btf_task_offsets(const char *path, struct task_offsets *offsets);

#endif
