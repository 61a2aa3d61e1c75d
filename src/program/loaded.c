#include "program/loaded.h"

#include "base/io.h"
#include "base/log.h"
#include "program/quiet.h"

#include <bcc/libbpf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Counters and rings have a slot for each CPU. For rings, libbcc writes the number of CPUs
 * of the compiling machine. */
static uint32_t max_entries(const struct object_map *map, uint32_t cpu_count)
{
	if (map->type == BPF_MAP_TYPE_PERF_EVENT_ARRAY || map->flags & BPF_F_MMAPABLE)
		return cpu_count;
	return map->max_entries;
}

static int create_maps(struct loaded *loaded, const struct object *object, uint32_t cpu_count)
{
	for (uint32_t i = 0; i < object->map_count; i++) {
		const struct object_map *map = &object->maps[i];
		int fd = bcc_create_map(map->type, map->name, map->key_size, map->value_size,
					max_entries(map, cpu_count), map->flags);

		if (fd < 0)
			return -errno;
		memcpy(loaded->maps[i].name, map->name, sizeof(map->name));
		loaded->maps[i].fd = fd;
		loaded->map_count++;
	}
	return 0;
}

/* Load a copy of the program, with map descriptors in place of map indices. Returns the
 * program's descriptor or -errno. */
static int load_program(const struct loaded *loaded, const struct object_program *program,
			const struct probe *probe, const char *license)
{
	struct object_program copy = *program;
	size_t size = program->insn_count * sizeof(*program->insns);
	int fd;

	copy.insns = malloc(size);
	if (!copy.insns)
		return -ENOMEM;
	memcpy(copy.insns, program->insns, size);
	for (uint32_t i = 0; i < copy.insn_count; i++) {
		if (insn_refers_to_map(&copy.insns[i]))
			copy.insns[i].imm = loaded->maps[copy.insns[i].imm].fd;
	}
	fd = probe_kind(probe, loaded->way)->load(&copy, license, probe->target);
	if (fd < 0)
		fd = -errno;
	free(copy.insns);
	return fd;
}

static int load_programs(struct loaded *loaded, const struct object *object)
{
	for (uint32_t i = 0; i < object->program_count; i++) {
		const struct object_program *program = &object->programs[i];
		const struct probe *probe = probe_find(program->name);
		int fd = probe ? load_program(loaded, program, probe, object->license) : -EINVAL;

		/* By fentry a missing function is noticed here, by btf_find_function() or by the
		 * kernel; by kprobe at the attach. */
		if ((fd == -ESRCH || fd == -ENOENT) && probe->is_optional)
			continue;
		if (fd < 0)
			return fd;
		loaded->programs[loaded->program_count++] = (struct loaded_program){probe, fd, -1};
	}
	return 0;
}

enum status loaded_open(struct loaded *loaded, const struct object *object, enum way way,
			uint32_t cpu_count)
{
	int saved = quiet_begin(), error;
	bool has_maps;

	*loaded = (struct loaded){.way = way};
	error = create_maps(loaded, object, cpu_count);
	has_maps = !error;
	if (!error)
		error = load_programs(loaded, object);
	quiet_end(saved);
	if (!error)
		return STATUS_OK;
	if (!has_maps || (error != -EINVAL && error != -EACCES))
		return log_refusal(-error, "BPF program");
	log_failure(-error, "BPF program: the kernel's verifier refused it");
	log_hint("-v shows the verifier's reasons; please report them");
	return STATUS_FAILED;
}

int loaded_map(const struct loaded *loaded, const char *name)
{
	for (uint32_t i = 0; i < loaded->map_count; i++) {
		if (strcmp(loaded->maps[i].name, name) == 0)
			return loaded->maps[i].fd;
	}
	return -ENOENT;
}

void loaded_close(struct loaded *loaded)
{
	loaded_detach(loaded);
	for (uint32_t i = 0; i < loaded->program_count; i++)
		io_close(&loaded->programs[i].fd);
	for (uint32_t i = 0; i < loaded->map_count; i++)
		io_close(&loaded->maps[i].fd);
}
