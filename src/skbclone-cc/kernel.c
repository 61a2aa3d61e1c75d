/*
 * What libbcc would ask of the kernel while it compiles, answered here. These
 * definitions stand before libbcc's own, which calls them through the dynamic
 * symbol table (read in 0.18, 0.26 and 0.37). So a compile depends on nothing
 * but its input, touches nothing, and needs no privilege. Where they are not
 * called, libbcc does as it always does, and the object is the same.
 */
#include <bcc/bcc_syms.h>
#include <stdbool.h>

/* libbcc creates each map of the text in the kernel and writes the descriptor
 * into the instructions, where the object wants the map's place in the list:
 * any distinct numbers do. These lie above any descriptor, because libbcc may
 * close them. Defined without its header, since attr's type had another name
 * before 0.25. */
enum { FIRST_MAP_FD = 1 << 24 };

int bcc_create_map_xattr(void *attr, bool allow_rlimit)
{
	static int next = FIRST_MAP_FD;

	(void)attr;
	(void)allow_rlimit;
	return next++;
}

/* libbcc reads all of /proc/kallsyms to learn whether the kernel has
 * bpf_probe_read_kernel() and bpf_probe_read_user(): 59 % of a compile's
 * instructions, as callgrind counts them. Every kernel that is traced (5.8 and later) has both. */
void *bcc_symcache_new(int pid, struct bcc_symbol_option *option)
{
	static char resolver;

	(void)pid;
	(void)option;
	return &resolver;
}

int bcc_symcache_resolve_name(void *resolver, const char *module, const char *name,
			      uint64_t *address)
{
	(void)resolver;
	(void)module;
	(void)name;
	*address = 0;
	return 0;
}

void bcc_free_symcache(void *resolver, int pid)
{
	(void)resolver;
	(void)pid;
}

/* ebpf::bpf_module_rw_engine_enabled(): libbcc would compile a printer and a
 * parser of keys and values for each map, in native code, which nobody here
 * calls: a tenth of what is left of a compile's instructions, and a second
 * code generator. A libbcc built without it (ENABLE_LLVM_NATIVECODEGEN=OFF) answers
 * the same. */
bool rw_engine_enabled(void) __asm__("_ZN4ebpf28bpf_module_rw_engine_enabledEv");

bool rw_engine_enabled(void)
{
	return false;
}
