#include "host/btf.h"

#include "base/array.h"
#include "base/log.h"

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <string.h>

const struct btf_field btf_fields[] = {
	/* programs/process.h */
	{"TASK_PID", "task_struct", "pid", BTF_OF_TASKS},
	{"TASK_TGID", "task_struct", "tgid", BTF_OF_TASKS},
	{"TASK_GROUP_LEADER", "task_struct", "group_leader", BTF_OF_TASKS},
	{"TASK_START_TIME", "task_struct", "start_time", BTF_OF_TASKS},
	/* programs/packet.h, programs/why.c */
	{"SKB_LEN", "sk_buff", "len", BTF_OF_PACKETS},
	{"SKB_DATA_LEN", "sk_buff", "data_len", BTF_OF_PACKETS},
	{"SKB_PROTOCOL", "sk_buff", "protocol", BTF_OF_PACKETS},
	{"SKB_CB", "sk_buff", "cb", BTF_OF_PACKETS},
	{"SKB_HEAD", "sk_buff", "head", BTF_OF_PACKETS},
	{"SKB_DATA", "sk_buff", "data", BTF_OF_PACKETS},
	{"SKB_NETWORK_HEADER", "sk_buff", "network_header", BTF_OF_PACKETS},
	{"SKB_DEV", "sk_buff", "dev", BTF_OF_PACKETS},
	{"SKB_SK", "sk_buff", "sk", BTF_OF_PACKETS},
	{"DEV_IFINDEX", "net_device", "ifindex", BTF_OF_PACKETS},
	{"DEV_NAME", "net_device", "name", BTF_OF_PACKETS},
	{"DEV_NET", "net_device", "nd_net", BTF_OF_PACKETS},
	{"NET_INUM", "net", "ns.inum", BTF_OF_PACKETS},
	{"SK_FAMILY", "sock_common", "skc_family", BTF_OF_PACKETS},
	{"SK_STATE", "sock_common", "skc_state", BTF_OF_PACKETS},
	{"SK_NUM", "sock_common", "skc_num", BTF_OF_PACKETS},
	{"SK_DPORT", "sock_common", "skc_dport", BTF_OF_PACKETS},
	{"SK_DADDR", "sock_common", "skc_daddr", BTF_OF_PACKETS},
	{"SK_RCV_SADDR", "sock_common", "skc_rcv_saddr", BTF_OF_PACKETS},
	{"SK_V6_DADDR", "sock_common", "skc_v6_daddr", BTF_OF_PACKETS},
	{"SK_V6_RCV_SADDR", "sock_common", "skc_v6_rcv_saddr", BTF_OF_PACKETS},
	{"SK_NET", "sock_common", "skc_net", BTF_OF_PACKETS},
	{"SK_PROTOCOL", "sock", "sk_protocol", BTF_OF_PACKETS},
	{"TCP_FLAGS", "tcp_skb_cb", "tcp_flags", BTF_OF_PACKETS},
	{NULL, NULL, NULL, 0},
};

_Static_assert(ARRAY_SIZE(btf_fields) <= BTF_FIELDS_MAX, "there is an offset for each field");

/* Find a member whose name is name[length]. Returns its offset in bits, or -ENOENT. *type_id:
 * the structure, then the member's type. Looks into anonymous structures as well: a kernel
 * with randomised layout has most of task_struct in one. */
static int64_t find_member(const struct btf *btf, uint32_t *type_id, const char *name,
			   size_t length)
{
	const struct btf_type *type = btf__type_by_id(btf, *type_id);
	const struct btf_member *member = btf_members(type);

	for (int i = 0; i < btf_vlen(type); i++, member++) {
		const char *member_name = btf__name_by_offset(btf, member->name_off);
		uint32_t inner = member->type;
		int64_t inside = 0;

		if (strncmp(member_name, name, length) != 0 || member_name[length]) {
			if (member_name[0] || !btf_is_composite(btf__type_by_id(btf, inner)))
				continue;
			inside = find_member(btf, &inner, name, length);
		}
		if (inside >= 0) {
			*type_id = inner;
			return btf_member_bit_offset(type, i) + inside;
		}
	}
	return -ENOENT;
}

/* Returns the offset of a field in bytes, or -ENOENT. */
static int64_t find_field(const struct btf *btf, const struct btf_field *field)
{
	int32_t structure = btf__find_by_name_kind(btf, field->type, BTF_KIND_STRUCT);
	uint32_t type_id = structure;
	int64_t bits = 0;

	if (structure < 0)
		return -ENOENT;
	for (const char *name = field->member; name;) {
		size_t length = strcspn(name, ".");
		int64_t inside = btf_is_composite(btf__type_by_id(btf, type_id))
					 ? find_member(btf, &type_id, name, length)
					 : -ENOENT;

		if (inside < 0)
			return inside;
		bits += inside;
		name = name[length] ? name + length + 1 : NULL;
	}
	return bits / 8;
}

int btf_read_offsets(const char *path, unsigned needs, struct btf_offsets *offsets)
{
	struct btf *btf;
	int error;

	*offsets = (struct btf_offsets){{0}};
	libbpf_set_print(NULL); /* the caller logs failures */
	btf = btf__parse_raw(path);
	error = libbpf_get_error(btf);
	if (error)
		return error;
	for (int i = 0; btf_fields[i].macro && !error; i++) {
		int64_t offset = btf_fields[i].need & needs ? find_field(btf, &btf_fields[i]) : 0;

		if (offset < 0)
			error = offset;
		else
			offsets->list[i] = offset;
	}
	btf__free(btf);
	return error;
}

enum status btf_require_offsets(unsigned needs, struct btf_offsets *offsets)
{
	int error = btf_read_offsets(BTF_VMLINUX, needs, offsets);

	if (error) {
		log_failure(-error, "btf: cannot read the types needed to tell processes apart: %s",
			    BTF_VMLINUX);
		log_hint("use a kernel with CONFIG_DEBUG_INFO_BTF, like those of distributions");
		return STATUS_UNSUPPORTED;
	}
	log_verbose("btf: %s", BTF_VMLINUX);
	return STATUS_OK;
}
