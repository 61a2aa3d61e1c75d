/*
 * skbclone-cc KERNEL_DIR [FLAG...] <text >object
 *
 * Compiles BPF text with libbcc. It is a separate program, like gcc's cc1: libbcc changes
 * the current directory, prints to stdout, may abort, and keeps some 100 MB of LLVM. All of
 * that ends with this process.
 *
 * KERNEL_DIR is the tree of stand-in kernel headers. FLAGs go to clang. The compile does
 * not touch the kernel and needs no privilege: see kernel.c. The caller provides an empty
 * current directory, because libbcc searches it first for headers.
 */
#include "base/io.h"
#include "host/capability.h"
#include "program/object.h"

#include <bcc/bcc_common.h>
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

enum { TEXT_MAX = 1 << 20 };

/* Without a prefix: the parent reads our stderr and adds the name of the tool. */
static int fail(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why);
	return 1;
}

static int copy_name(char *to, size_t size, const char *from)
{
	if (!from || strlen(from) >= size)
		return -EINVAL;
	strcpy(to, from);
	return 0;
}

static int take_map(struct object_map *map, void *module, size_t id)
{
	map->type = bpf_table_type_id(module, id);
	map->key_size = bpf_table_key_size_id(module, id);
	map->value_size = bpf_table_leaf_size_id(module, id);
	map->max_entries = bpf_table_max_entries_id(module, id);
	map->flags = bpf_table_flags_id(module, id);
	return copy_name(map->name, sizeof(map->name), bpf_table_name(module, id));
}

static int index_of_map(void *module, uint32_t map_count, int fd)
{
	for (uint32_t id = 0; id < map_count; id++) {
		if (bpf_table_fd_id(module, id) == fd)
			return id;
	}
	return -ENOENT;
}

static int take_program(struct object_program *program, void *module, size_t id, uint32_t map_count)
{
	/* libbcc returns bytes, here as in bpf_function_size(). */
	size_t size = bpf_function_size_id(module, id);

	program->insn_count = size / sizeof(struct bpf_insn);
	program->insns = malloc(size);
	if (!program->insns)
		return -ENOMEM;
	memcpy(program->insns, bpf_function_start_id(module, id), size);
	for (uint32_t i = 0; i < program->insn_count; i++) {
		struct bpf_insn *insn = &program->insns[i];

		if (!insn_refers_to_map(insn))
			continue;
		insn->imm = index_of_map(module, map_count, insn->imm);
		if (insn->imm < 0)
			return insn->imm;
	}
	return copy_name(program->name, sizeof(program->name), bpf_function_name(module, id));
}

/* Store the path of the loaded libbcc; empty: unknown. Uses dlsym(3), because the address
 * of a function in C may be that of a stub in this program. */
static void take_compiler(struct object *object)
{
	void *function = dlsym(RTLD_DEFAULT, "bpf_module_create_c_from_string");
	char path[PATH_MAX];
	Dl_info info;

	if (function && dladdr(function, &info) && realpath(info.dli_fname, path))
		(void)copy_name(object->compiler, sizeof(object->compiler), path);
}

/* Callback of dl_iterate_phdr(3): store the path of LLVM, if it is a separate library. */
static int take_llvm(struct dl_phdr_info *info, size_t size, void *argument)
{
	struct object *object = argument;

	(void)size;
	if (!strstr(info->dlpi_name, "/libLLVM"))
		return 0;
	return copy_name(object->llvm, sizeof(object->llvm), info->dlpi_name) == 0;
}

static int take_object(struct object *object, void *module)
{
	size_t maps = bpf_num_tables(module);
	size_t programs = bpf_num_functions(module);
	int error;

	if (maps > OBJECT_MAX_MAPS || programs > OBJECT_MAX_PROGRAMS)
		return -E2BIG;
	take_compiler(object);
	(void)dl_iterate_phdr(take_llvm, object);
	error = copy_name(object->license, sizeof(object->license), bpf_module_license(module));
	for (size_t id = 0; id < maps && !error; id++)
		error = take_map(&object->maps[object->map_count++], module, id);
	for (size_t id = 0; id < programs && !error; id++)
		error = take_program(&object->programs[object->program_count++], module, id, maps);
	return error;
}

/* Needs no_new_privs, too: without it, exec gives root its capabilities back. This is not done
 * before our own exec: root without capabilities cannot enter a private home directory. */
static int give_up_privileges(void)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -errno;
	return capability_keep(0);
}

/* Give libbcc KERNEL_DIR and no other setting. It also obeys BCC_*, ARCH and TMPDIR, and
 * runs modprobe, tar and rm through PATH when headers are missing. */
static int clean_environment(const char *kernel_dir)
{
	if (clearenv() != 0 || setenv("BCC_KERNEL_SOURCE", kernel_dir, 1) != 0 ||
	    setenv("PATH", "/nonexistent", 1) != 0)
		return -ENOMEM;
	return 0;
}

static int compile(const char *text, const char **flags, int flag_count, int object_fd)
{
	struct object object = {0};
	void *bytes = NULL;
	size_t size = 0;
	int error;
	void *module = bpf_module_create_c_from_string(text, 0, flags, flag_count, false, NULL);

	if (!module) /* clang has printed the reason */
		return 1;
	error = take_object(&object, module);
	if (!error)
		error = object_write(&object, &bytes, &size);
	if (!error)
		error = io_write_all(object_fd, bytes, size);
	if (error)
		return fail("object", strerror(-error));
	return 0;
}

int main(int argc, char **argv)
{
	char *text = NULL;
	size_t size = 0;
	int object_fd, error;

	if (argc < 2)
		return fail("skbclone-cc", "usage: skbclone-cc KERNEL_DIR [FLAG...] <text >object");
	/* The parent reports a crash of LLVM; nobody needs a core file. */
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
	object_fd = dup(STDOUT_FILENO);
	if (object_fd < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
		return fail("standard streams", strerror(errno));
	error = give_up_privileges();
	if (error)
		return fail("privileges", strerror(-error));
	error = clean_environment(argv[1]);
	if (!error)
		error = io_read_all(STDIN_FILENO, TEXT_MAX, &text, &size);
	if (error)
		return fail("text", strerror(-error));
	/* _exit() skips LLVM's destructors: they take time, and the kernel frees the memory
	 * anyway. */
	error = compile(text, (const char **)&argv[2], argc - 2, object_fd);
	fflush(stdout);
	_exit(error);
}
