#include "program/trampoline.h"

#include "base/io.h"
#include "base/log.h"
#include "host/btf.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
	/* The end of longer messages is missing, but the load still succeeds or fails by itself. */
	VERIFIER_LOG_SIZE = 1 << 20,
	/* ENOTSUPP in include/linux/errno.h, which the C library does not know. */
	KERNEL_ENOTSUPP = 524,
};

static int bpf(int command, union bpf_attr *attributes)
{
	int result = syscall(SYS_bpf, command, attributes, sizeof(*attributes));

	if (result < 0 && errno == KERNEL_ENOTSUPP)
		errno = EOPNOTSUPP;
	return result;
}

/* Load once more with a log of the verifier's messages, and show them. Loading with a log from the
 * start would fail if the log were too short. */
static void show_log(union bpf_attr *attributes)
{
	int error = errno, fd = -1;
	char *text = calloc(1, VERIFIER_LOG_SIZE);

	if (text) {
		attributes->log_level = 1;
		attributes->log_size = VERIFIER_LOG_SIZE;
		attributes->log_buf = (uintptr_t)text;
		fd = bpf(BPF_PROG_LOAD, attributes);
		log_foreign(text, strlen(text));
	}
	free(text);
	io_close(&fd); /* this time it was loaded: the kernel had no memory before */
	errno = error;
}

int trampoline_load(const struct object_program *program, const char *license, const char *target)
{
	int type = btf_find_function(BTF_VMLINUX, target), fd;
	union bpf_attr attributes;

	if (type < 0) {
		errno = -type;
		return -1;
	}
	memset(&attributes, 0, sizeof(attributes));
	attributes.prog_type = BPF_PROG_TYPE_TRACING;
	attributes.expected_attach_type = BPF_TRACE_FENTRY;
	attributes.attach_btf_id = type;
	attributes.insns = (uintptr_t)program->insns;
	attributes.insn_cnt = program->insn_count;
	attributes.license = (uintptr_t)license;
	memcpy(attributes.prog_name, program->name, sizeof(attributes.prog_name));
	fd = bpf(BPF_PROG_LOAD, &attributes);
	if (fd < 0 && log_is_verbose())
		show_log(&attributes);
	return fd;
}

int trampoline_attach(int program, const char *target)
{
	union bpf_attr attributes;

	(void)target;
	memset(&attributes, 0, sizeof(attributes));
	attributes.raw_tracepoint.prog_fd = program;
	return bpf(BPF_RAW_TRACEPOINT_OPEN, &attributes);
}
