#include "host/btf.h"

#include "base/log.h"

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <string.h>

/* Where every kernel with CONFIG_DEBUG_INFO_BTF describes its types. */
#define BTF_VMLINUX "/sys/kernel/btf/vmlinux"

/* The offset in bits of a member, looking into anonymous structs as well: a
 * kernel with randomised layout has most of task_struct in one. -ENOENT. */
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

int btf_task_offsets(const char *path, struct task_offsets *offsets)
{
	const struct {
		const char *name;
		uint32_t *offset;
	} members[] = {
		{"pid", &offsets->pid},
		{"tgid", &offsets->tgid},
		{"group_leader", &offsets->group_leader},
		{"start_time", &offsets->start_time},
	};
	struct btf *btf;
	int32_t task;
	int error;

	libbpf_set_print(NULL); /* what fails is told by our caller */
	btf = btf__parse_raw(path);
	error = libbpf_get_error(btf);
	if (error)
		return error;
	task = btf__find_by_name_kind(btf, "task_struct", BTF_KIND_STRUCT);
	if (task < 0)
		error = -ENOENT;
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]) && !error; i++) {
		int64_t bits = find_member(btf, task, members[i].name);

		if (bits < 0)
			error = -ENOENT;
		else
			*members[i].offset = bits / 8;
	}
	btf__free(btf);
	return error;
}

enum status btf_require_offsets(struct task_offsets *offsets)
{
	int error = btf_task_offsets(BTF_VMLINUX, offsets);

	if (error) {
		log_failure(-error, "btf: telling processes apart needs the kernel's types: %s",
			    BTF_VMLINUX);
		log_hint("use a kernel with CONFIG_DEBUG_INFO_BTF, as distributions have it");
		return STATUS_UNSUPPORTED;
	}
	log_verbose("btf: %s", BTF_VMLINUX);
	return STATUS_OK;
}
