#include "host/btf.h"

#include "base/array.h"
#include "base/io.h"
#include "base/log.h"

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const struct btf_field btf_fields[] = {
	/* programs/process.h */
	{"TASK_PID", "task_struct", "pid", BTF_OF_TASKS},
	{"TASK_TGID", "task_struct", "tgid", BTF_OF_TASKS},
	{"TASK_GROUP_LEADER", "task_struct", "group_leader", BTF_OF_TASKS},
	{"TASK_START_TIME", "task_struct", "start_time", BTF_OF_TASKS},
	{"TASK_COMM", "task_struct", "comm", BTF_OF_COMMS},
	/* programs/packet.h, programs/why.c */
	{"SKB_LEN", "sk_buff", "len", BTF_OF_SKB},
	{"SKB_DATA_LEN", "sk_buff", "data_len", BTF_OF_SKB},
	{"SKB_PROTOCOL", "sk_buff", "protocol", BTF_OF_SKB},
	{"SKB_CB", "sk_buff", "cb", BTF_OF_TCP},
	{"SKB_HEAD", "sk_buff", "head", BTF_OF_SKB},
	{"SKB_DATA", "sk_buff", "data", BTF_OF_SKB},
	{"SKB_NETWORK_HEADER", "sk_buff", "network_header", BTF_OF_SKB},
	{"SKB_DEV", "sk_buff", "dev", BTF_OF_DEVICES},
	{"SKB_SK", "sk_buff", "sk", BTF_OF_SOCKETS},
	{"DEV_IFINDEX", "net_device", "ifindex", BTF_OF_DEVICES},
	{"DEV_NAME", "net_device", "name", BTF_OF_DEVICES},
	{"DEV_NET", "net_device", "nd_net", BTF_OF_DEVICES},
	{"NET_INUM", "net", "ns.inum", BTF_OF_DEVICES | BTF_OF_SOCKETS},
	{"SK_FAMILY", "sock_common", "skc_family", BTF_OF_SOCKETS},
	{"SK_STATE", "sock_common", "skc_state", BTF_OF_SOCKETS},
	{"SK_NUM", "sock_common", "skc_num", BTF_OF_SOCKETS},
	{"SK_DPORT", "sock_common", "skc_dport", BTF_OF_SOCKETS},
	{"SK_DADDR", "sock_common", "skc_daddr", BTF_OF_SOCKETS},
	{"SK_RCV_SADDR", "sock_common", "skc_rcv_saddr", BTF_OF_SOCKETS},
	{"SK_V6_DADDR", "sock_common", "skc_v6_daddr", BTF_OF_IPV6},
	{"SK_V6_RCV_SADDR", "sock_common", "skc_v6_rcv_saddr", BTF_OF_IPV6},
	{"SK_NET", "sock_common", "skc_net", BTF_OF_SOCKETS},
	{"SK_PROTOCOL", "sock", "sk_protocol", BTF_OF_SOCKETS},
	{"TCP_FLAGS", "tcp_skb_cb", "tcp_flags", BTF_OF_TCP},
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

	*offsets = (struct btf_offsets){.found = needs};
	libbpf_set_print(NULL); /* the caller logs failures */
	btf = btf__parse_raw(path);
	error = libbpf_get_error(btf);
	if (error) {
		offsets->found = 0;
		return error;
	}
	for (int i = 0; btf_fields[i].macro; i++) {
		const struct btf_field *field = &btf_fields[i];
		int64_t offset = field->needs & needs ? find_field(btf, field) : 0;

		if (offset >= 0) {
			offsets->list[i] = offset;
			continue;
		}
		offsets->found &= ~field->needs;
		if (!offsets->missing)
			offsets->missing = field;
	}
	btf__free(btf);
	return 0;
}

enum status btf_require_offsets(unsigned needs, struct btf_offsets *offsets)
{
	int error = btf_read_offsets(BTF_VMLINUX, needs, offsets);

	if (!error && offsets->missing)
		error = -ENOENT;
	if (error) {
		log_failure(-error, "btf: cannot read the types needed to tell processes apart: %s",
			    BTF_VMLINUX);
		log_hint("use a kernel with CONFIG_DEBUG_INFO_BTF, like those of distributions");
		return STATUS_UNSUPPORTED;
	}
	log_verbose("btf: %s", BTF_VMLINUX);
	return STATUS_OK;
}

void btf_find_packet(struct btf_offsets *offsets)
{
	int error = btf_read_offsets(BTF_VMLINUX, BTF_OF_PACKETS, offsets);

	if (!error && !offsets->missing) {
		log_verbose("packet: its fields are in the kernel's types");
		return;
	}
	if (error)
		log_warning("packet: %s: %s", BTF_VMLINUX, strerror(-error));
	else
		log_warning("packet: the kernel's types have no %s.%s", offsets->missing->type,
			    offsets->missing->member);
	log_hint("perf-output -w shows less of PACKET, and why may not know tcp-close; use a "
		 "distribution's own kernel");
}

int btf_find_function(const char *path, const char *name)
{
	struct btf *btf;
	int found;

	libbpf_set_print(NULL); /* the caller logs failures */
	btf = btf__parse_raw(path);
	found = libbpf_get_error(btf);
	if (found)
		return found;
	found = btf__find_by_name_kind(btf, name, BTF_KIND_FUNC);
	btf__free(btf);
	return found > 0 ? found : -ESRCH;
}

int btf_identity(char identity[BTF_IDENTITY_SIZE])
{
	unsigned char notes[(BTF_IDENTITY_SIZE - 32) / 2];
	struct stat vmlinux;
	int fd = open("/sys/kernel/notes", O_RDONLY | O_CLOEXEC), length;
	ssize_t got = fd < 0 ? -1 : read(fd, notes, sizeof(notes));

	io_close(&fd);
	/* The build id may be any of the notes, so all of them must fit. */
	if (got <= 0 || got == sizeof(notes) || stat(BTF_VMLINUX, &vmlinux) < 0 ||
	    !S_ISREG(vmlinux.st_mode))
		return -ENOENT;
	length = snprintf(identity, BTF_IDENTITY_SIZE, "%jd ", (intmax_t)vmlinux.st_size);
	for (ssize_t i = 0; i < got; i++)
		length += snprintf(identity + length, BTF_IDENTITY_SIZE - length, "%02x", notes[i]);
	return 0;
}
