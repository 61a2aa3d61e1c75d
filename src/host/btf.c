#include "host/btf.h"

#include "base/log.h"

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <string.h>

/* Every kernel with CONFIG_DEBUG_INFO_BTF describes its types in this file. */
#define BTF_VMLINUX "/sys/kernel/btf/vmlinux"

/* programs/process.h reads these fields of a task. */
const struct btf_field btf_fields[BTF_FIELD_COUNT] = {
	{"TASK_PID", "task_struct", "pid"},
	{"TASK_TGID", "task_struct", "tgid"},
	{"TASK_GROUP_LEADER", "task_struct", "group_leader"},
	{"TASK_START_TIME", "task_struct", "start_time"},
};

/* Returns the offset of a member in bits, or -ENOENT. Searches anonymous structs too: a
 * kernel with randomised layout keeps most of task_struct in one. */
static int64_t find_member(const struct btf *btf, uint32_t type_id, const char *name)
{
	const struct btf_type *type = btf__type_by_id(btf, type_id);
	const struct btf_member *member = btf_members(type);

	for (int i = 0; i < btf_vlen(type); i++, member++) {
		const char *member_name = btf__name_by_offset(btf, member->name_off);
		int64_t inside;

		if (strcmp(member_name, name) == 0)
			return btf_member_bit_offset(type, i);
		if (member_name[0] || !btf_is_composite(btf__type_by_id(btf, member->type)))
			continue;
		inside = find_member(btf, member->type, name);
		if (inside >= 0)
			return btf_member_bit_offset(type, i) + inside;
	}
	return -ENOENT;
}

/* Returns the offset of a field in bytes, or -ENOENT. */
static int64_t find_field(const struct btf *btf, const struct btf_field *field)
{
	int32_t type = btf__find_by_name_kind(btf, field->type, BTF_KIND_STRUCT);
	int64_t bits = type < 0 ? -ENOENT : find_member(btf, type, field->member);

	return bits < 0 ? bits : bits / 8;
}

int btf_read_offsets(const char *path, uint32_t offsets[BTF_FIELD_COUNT])
{
	struct btf *btf;
	int error;

	libbpf_set_print(NULL); /* the caller logs failures */
	btf = btf__parse_raw(path);
	error = libbpf_get_error(btf);
	if (error)
		return error;
	for (int i = 0; i < BTF_FIELD_COUNT && !error; i++) {
		int64_t offset = find_field(btf, &btf_fields[i]);

		if (offset < 0)
			error = offset;
		else
			offsets[i] = offset;
	}
	btf__free(btf);
	return error;
}

enum status btf_require_offsets(uint32_t offsets[BTF_FIELD_COUNT])
{
	int error = btf_read_offsets(BTF_VMLINUX, offsets);

	if (error) {
		log_failure(-error, "btf: cannot read the types needed to tell processes apart: %s",
			    BTF_VMLINUX);
		log_hint("use a kernel with CONFIG_DEBUG_INFO_BTF, like those of distributions");
		return STATUS_UNSUPPORTED;
	}
	log_verbose("btf: %s", BTF_VMLINUX);
	return STATUS_OK;
}
