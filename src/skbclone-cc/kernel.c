/*
 * Replaces functions of libbcc that query the kernel during a compile. libbcc calls them
 * through the dynamic symbol table, where these definitions come first (read in 0.18, 0.26
 * and 0.37). So a compile depends only on its input, changes nothing, and needs no
 * privilege. A libbcc that does not call them queries the kernel as usual, and the object
 * is the same.
 */
#include <bcc/bcc_syms.h>
#include <stdbool.h>

/*
 * libbcc creates each map in the kernel and writes its descriptor into the instructions.
 * The object needs map indices instead, so any distinct numbers are enough. These numbers
 * are above any descriptor, because libbcc may close them. Defined without libbcc's header:
 * before 0.25 the type of attr had another name.
 */
enum { FIRST_MAP_FD = 1 << 24 };

int bcc_create_map_xattr(void *attr, bool allow_rlimit)
{
	static int next = FIRST_MAP_FD;

	(void)attr;
	(void)allow_rlimit;
	return next++;
}

/* libbcc reads all of /proc/kallsyms to check for bpf_probe_read_kernel() and
 * bpf_probe_read_user(): 59 % of a compile's instructions (callgrind). Every kernel that we
 * trace (5.8 and later) has both. */
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

/*
 * ebpf::bpf_module_rw_engine_enabled(): if true, libbcc compiles native code for each map
 * that prints and parses keys and values. We never call this code. It costs a tenth of the
 * remaining instructions of a compile, and a second code generator. A libbcc built with
 * ENABLE_LLVM_NATIVECODEGEN=OFF returns false too.
 */
bool rw_engine_enabled(void) __asm__("_ZN4ebpf28bpf_module_rw_engine_enabledEv");

bool rw_engine_enabled(void)
{
	return false;
}
