#include "program/loaded.h"

#include "base/io.h"
#include "base/log.h"
#include "host/machine.h"

#include <bcc/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The programs by name, in the order in which they are attached: who belongs to
 * a tree is known before the first call is looked at. */
static const struct hook {
	const char *program;
	enum bpf_prog_type type;
	const char *target;
} hooks[] = {
	{"follow_fork", BPF_PROG_TYPE_RAW_TRACEPOINT, "sched_process_fork"},
	{"follow_free", BPF_PROG_TYPE_RAW_TRACEPOINT, "sched_process_free"},
	{"trace_skb_clone", BPF_PROG_TYPE_KPROBE, MACHINE_SYMBOL},
};

enum { HOOK_COUNT = sizeof(hooks) / sizeof(hooks[0]) };

/* Of struct bpf_prog_info in include/uapi/linux/bpf.h, which in the headers of
 * older distributions ends before the field. */
enum { RECURSION_MISSES_OFFSET = 208, PROG_INFO_SIZE = 256 };

/* libbcc prints some failures to stderr by itself, in words of its own and
 * beside ours: keep it quiet unless -v. */
static int quiet_begin(void)
{
	int saved, null;

	if (log_is_verbose())
		return -1;
	saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (saved >= 0 && null >= 0)
		dup2(null, STDERR_FILENO);
	if (null >= 0)
		close(null);
	return saved;
}

static void quiet_end(int saved)
{
	if (saved < 0)
		return;
	dup2(saved, STDERR_FILENO);
	close(saved);
}

static enum status refused(const char *what, int error)
{
	log_failure(error, "%s", what);
	if (error == EPERM || error == EACCES) {
		log_hint("run it with sudo");
		return STATUS_NOT_PERMITTED;
	}
	return STATUS_FAILED;
}

/* One slot for each CPU: the rings, whose number libbcc takes from the machine
 * that compiled, and the counters. */
static uint32_t max_entries(const struct object_map *map, uint32_t cpu_count)
{
	if (map->type == BPF_MAP_TYPE_PERF_EVENT_ARRAY || map->flags & BPF_F_MMAPABLE)
		return cpu_count;
	return map->max_entries;
}

static int create_map(const struct object_map *map, uint32_t cpu_count)
{
	return bcc_create_map(map->type, map->name, map->key_size, map->value_size,
			      max_entries(map, cpu_count), map->flags);
}

static const struct hook *hook_of(const struct object_program *program)
{
	for (int i = 0; i < HOOK_COUNT; i++) {
		if (strcmp(hooks[i].program, program->name) == 0)
			return &hooks[i];
	}
	return NULL;
}

static int load_program(const struct loaded *loaded, const struct object *object,
			const struct object_program *program)
{
	size_t size = program->insn_count * sizeof(*program->insns);
	struct bpf_insn *insns = malloc(size);
	const struct hook *hook = hook_of(program);
	int fd, error;

	if (!insns || !hook) {
		free(insns);
		errno = hook ? ENOMEM : EINVAL;
		return -1;
	}
	memcpy(insns, program->insns, size);
	for (uint32_t i = 0; i < program->insn_count; i++) {
		if (insn_refers_to_map(&insns[i]))
			insns[i].imm = loaded->maps[insns[i].imm];
	}
	fd = bcc_prog_load(hook->type, program->name, insns, size, object->license, 0,
			   log_is_verbose(), NULL, 0);
	error = errno;
	free(insns);
	errno = error;
	return fd;
}

static int load(struct loaded *loaded, const struct object *object, uint32_t cpu_count)
{
	for (uint32_t i = 0; i < object->map_count; i++) {
		loaded->maps[i] = create_map(&object->maps[i], cpu_count);
		if (loaded->maps[i] < 0)
			return -errno;
	}
	for (; loaded->program_count < object->program_count; loaded->program_count++) {
		uint32_t i = loaded->program_count;

		loaded->programs[i] = load_program(loaded, object, &object->programs[i]);
		if (loaded->programs[i] < 0)
			return -errno;
	}
	return 0;
}

void loaded_init(struct loaded *loaded)
{
	*loaded = (struct loaded){0};
	for (int i = 0; i < OBJECT_MAX_MAPS; i++)
		loaded->maps[i] = -1;
	for (int i = 0; i < OBJECT_MAX_PROGRAMS; i++)
		loaded->programs[i] = loaded->links[i] = -1;
}

enum status loaded_open(struct loaded *loaded, const struct object *object, uint32_t cpu_count)
{
	int saved = quiet_begin();
	int error = load(loaded, object, cpu_count);

	quiet_end(saved);
	if (!error)
		return STATUS_OK;
	if (loaded->maps[0] >= 0 && (error == -EINVAL || error == -EACCES)) {
		log_failure(-error, "BPF program: the kernel's verifier refused it");
		log_hint("-v shows the verifier's reasons; please report them");
		return STATUS_FAILED;
	}
	return refused("BPF program", -error);
}

int loaded_map(const struct loaded *loaded, const struct object *object, const char *name)
{
	for (uint32_t i = 0; i < object->map_count; i++) {
		if (strcmp(object->maps[i].name, name) == 0)
			return loaded->maps[i];
	}
	return -ENOENT;
}

static int program_index(const struct object *object, const char *name)
{
	for (uint32_t i = 0; i < object->program_count; i++) {
		if (strcmp(object->programs[i].name, name) == 0)
			return i;
	}
	return -1;
}

static int attach(int program, const struct hook *hook)
{
	if (hook->type == BPF_PROG_TYPE_RAW_TRACEPOINT)
		return bpf_attach_raw_tracepoint(program, hook->target);
	/* maxactive 0 attaches through the perf PMU, which leaves nothing
	 * behind; anything else through kprobe_events, which does. */
	return bpf_attach_kprobe(program, BPF_PROBE_ENTRY, "skbclone", hook->target, 0, 0);
}

enum status loaded_attach(struct loaded *loaded, const struct object *object)
{
	for (int i = 0; i < HOOK_COUNT; i++) {
		int index = program_index(object, hooks[i].program);
		int saved, error;

		if (index < 0)
			continue;
		saved = quiet_begin();
		loaded->links[index] = attach(loaded->programs[index], &hooks[i]);
		error = errno;
		quiet_end(saved);
		if (loaded->links[index] < 0)
			return refused(hooks[i].target, error);
	}
	return STATUS_OK;
}

void loaded_detach(struct loaded *loaded)
{
	for (int i = 0; i < OBJECT_MAX_PROGRAMS; i++)
		io_close(&loaded->links[i]);
}

bool loaded_missed(const struct loaded *loaded, const struct object *object, uint64_t *missed)
{
	int index = program_index(object, "trace_skb_clone");
	char info[PROG_INFO_SIZE] = {0};
	uint32_t size = sizeof(info);

	if (index < 0 || !machine_kernel_is(6, 7) ||
	    bpf_obj_get_info(loaded->programs[index], info, &size) != 0 ||
	    size < RECURSION_MISSES_OFFSET + sizeof(*missed))
		return false;
	memcpy(missed, info + RECURSION_MISSES_OFFSET, sizeof(*missed));
	return true;
}

void loaded_close(struct loaded *loaded)
{
	loaded_detach(loaded);
	for (int i = 0; i < OBJECT_MAX_PROGRAMS; i++)
		io_close(&loaded->programs[i]);
	for (int i = 0; i < OBJECT_MAX_MAPS; i++)
		io_close(&loaded->maps[i]);
}
