#include "fake_kernel.h"

#include "base/clock.h"
#include "host/checks.h"
#include "host/machine.h"
#include "host/switches.h"
#include "host/tracefs.h"
#include "program/compile.h"
#include "program/trampoline.h"
#include "programs/event.h"
#include "source/opener.h"
#include "source/ring.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

struct fake_kernel fake_kernel;

/* The session's maps `counts` and `processes`, and its ring of CPU 0; -1: not created yet. */
static int counts, processes, ring;

/* As the terminal does at Ctrl-C: the kernel sends the signal. */
static void stop_in(const char *function)
{
	siginfo_t info = {.si_signo = fake_kernel.signal, .si_code = SI_KERNEL};

	if (fake_kernel.stopped_in && strcmp(fake_kernel.stopped_in, function) == 0)
		syscall(SYS_rt_sigqueueinfo, getpid(), fake_kernel.signal, &info);
}

static bool fails(const char *function)
{
	stop_in(function);
	if (!fake_kernel.function || strcmp(fake_kernel.function, function) != 0)
		return false;
	if (++fake_kernel.called != fake_kernel.at)
		return false;
	errno = fake_kernel.error;
	return true;
}

static int memory_file(size_t size)
{
	int fd = memfd_create("fake", MFD_CLOEXEC);

	return fd >= 0 && ftruncate(fd, size) == 0 ? fd : -1;
}

/* --- system calls of a session */

#define WRAP(result, name, parameters, arguments)                                                  \
	result __real_##name parameters;                                                           \
	result __wrap_##name parameters                                                            \
	{                                                                                          \
		return fails(#name) ? (result)-1 : __real_##name arguments;                        \
	}

WRAP(int, epoll_create1, (int flags), (flags))
WRAP(void *, mmap, (void *at, size_t size, int protection, int flags, int fd, off_t from),
     (at, size, protection, flags, fd, from))
WRAP(int, poll, (struct pollfd * fds, nfds_t count, int timeout), (fds, count, timeout))
WRAP(int, signalfd, (int fd, const void *mask, int flags), (fd, mask, flags))
WRAP(int, socketpair, (int domain, int type, int protocol, int fds[2]),
     (domain, type, protocol, fds))
WRAP(ssize_t, write, (int fd, const void *bytes, size_t size), (fd, bytes, size))

/* A ring is a file here, and epoll_ctl(2) refuses files; so accept every descriptor. */
int __wrap_epoll_ctl(int epoll, int what, int fd, struct epoll_event *event)
{
	(void)epoll;
	(void)what;
	(void)fd;
	(void)event;
	return fails("epoll_ctl") ? -1 : 0;
}

int __wrap_ioctl(int fd, unsigned long request, ...)
{
	(void)fd;
	(void)request;
	return fails("ioctl") ? -1 : 0;
}

int __real_clock_gettime(clockid_t clock, struct timespec *now);
int __wrap_clock_gettime(clockid_t clock, struct timespec *now)
{
	static uint64_t ns;

	if (!fake_kernel.clock_step_ns)
		return __real_clock_gettime(clock, now);
	ns += fake_kernel.clock_step_ns;
	*now = (struct timespec){ns / CLOCK_NS_PER_SECOND, ns % CLOCK_NS_PER_SECOND};
	return 0;
}

int __wrap_setpriority(int which, id_t who, int priority)
{
	(void)which;
	(void)who;
	(void)priority;
	return 0;
}

/* --- memory */

static bool allocation_fails(void)
{
	if (++fake_kernel.allocations != fake_kernel.allocation)
		return false;
	errno = ENOMEM;
	return true;
}

#define WRAP_ALLOCATION(name, parameters, arguments)                                               \
	void *__real_##name parameters;                                                            \
	void *__wrap_##name parameters                                                             \
	{                                                                                          \
		return allocation_fails() ? NULL : __real_##name arguments;                        \
	}

WRAP_ALLOCATION(malloc, (size_t size), (size))
WRAP_ALLOCATION(calloc, (size_t count, size_t size), (count, size))
WRAP_ALLOCATION(realloc, (void *old, size_t size), (old, size))
WRAP_ALLOCATION(strdup, (const char *text), (text))

/* --- the machine */

enum status __wrap_checks_require(int root, unsigned needs)
{
	(void)root;
	if (needs & CHECK_TRACING)
		return fails("checks_require") ? STATUS_NOT_PERMITTED : STATUS_OK;
	return fails("symbol_check") ? STATUS_UNSUPPORTED : STATUS_OK;
}

/* Memory for any ring, or for none. */
uint64_t __wrap_machine_available_memory(int root)
{
	(void)root;
	return fails("machine_available_memory") ? 0 : UINT64_MAX;
}

enum status __wrap_sandbox_enter(const struct sandbox *sandbox)
{
	fake_kernel.entered = *sandbox;
	return fails("sandbox_enter") ? STATUS_FAILED : STATUS_OK;
}

/* The tag of a run is 0. */
ssize_t __wrap_getrandom(void *bytes, size_t size, unsigned flags)
{
	(void)flags;
	memset(bytes, 0, size);
	return fails("getrandom") ? -1 : (ssize_t)size;
}

enum status __wrap_tracefs_open(struct tracefs *tracefs, int root, const char *filter,
				size_t buffer_kb)
{
	(void)root;
	(void)filter;
	(void)buffer_kb;
	*tracefs = TRACEFS_CLOSED;
	if (fails("tracefs_open"))
		return STATUS_FAILED;
	tracefs->pipe = memory_file(0);
	if (fake_kernel.trace)
		(void)pwrite(tracefs->pipe, fake_kernel.trace, strlen(fake_kernel.trace), 0);
	return STATUS_OK;
}

void __wrap_tracefs_ready(struct tracefs *tracefs)
{
	(void)tracefs;
}

/* No test mounts this machine's debugfs. */
int __wrap_debugfs_open(int root)
{
	(void)root;
	return -ENOENT;
}

bool __wrap_switches_are_on(const struct switches *switches)
{
	(void)switches;
	return !fails("switches_are_on");
}

/* --- programs and maps */

static void add_map(struct object *object, const char *name, uint32_t type, uint32_t flags)
{
	struct object_map *map = &object->maps[object->map_count++];

	*map = (struct object_map){.type = type, .max_entries = 1, .flags = flags};
	strcpy(map->name, name);
}

static void add_program(struct object *object, const char *name)
{
	struct object_program *program = &object->programs[object->program_count++];

	strcpy(program->name, name);
	program->insn_count = 1;
	program->insns = __real_calloc(1, sizeof(*program->insns));
}

/* The object has every map and program that one of the sources needs. */
enum status __wrap_compile_text(const char *text, const char *const flags[], struct object *object)
{
	(void)text;
	(void)flags;
	if (fails("compile_text"))
		return STATUS_FAILED;
	counts = processes = ring = -1;
	*object = (struct object){.license = "GPL"};
	add_map(object, "config", BPF_MAP_TYPE_ARRAY, 0);
	add_map(object, "counts", BPF_MAP_TYPE_ARRAY, BPF_F_MMAPABLE);
	add_map(object, "events", BPF_MAP_TYPE_PERF_EVENT_ARRAY, 0);
	add_map(object, "doorbells", BPF_MAP_TYPE_PERF_EVENT_ARRAY, 0);
	add_map(object, "processes", BPF_MAP_TYPE_PERCPU_HASH, 0);
	add_map(object, "comms", BPF_MAP_TYPE_PERCPU_HASH, 0);
	add_map(object, "names", BPF_MAP_TYPE_HASH, 0);
	add_program(object, "follow_fork");
	add_program(object, "trace_skb_clone");
	return STATUS_OK;
}

int __wrap_bcc_create_map(int type, const char *name, int key_size, int value_size, int entries,
			  int flags)
{
	int fd;

	(void)type;
	(void)key_size;
	(void)flags;
	if (fails("bcc_create_map"))
		return -1;
	fd = memory_file((size_t)value_size * entries + 65536);
	if (strcmp(name, "counts") == 0)
		counts = fd;
	if (strcmp(name, fake_kernel.comms ? "comms" : "processes") == 0)
		processes = fd;
	return fd;
}

int __wrap_bcc_prog_load(int type, const char *name, const void *insns, int size,
			 const char *license, unsigned version, int log_level, char *log,
			 unsigned log_size)
{
	(void)type;
	(void)name;
	(void)insns;
	(void)size;
	(void)license;
	(void)version;
	(void)log_level;
	(void)log;
	(void)log_size;
	return fails("bcc_prog_load") ? -1 : memory_file(0);
}

/* Write the slot of CPU 0: `made` calls, `refused` of them without a live ring, are done. */
static void count_calls(uint32_t made, uint32_t refused, uint32_t unfinished)
{
	struct skbclone_counts slot = {.calls = made + unfinished, .done = made, .closed = refused};

	(void)pwrite(counts, &slot, sizeof(slot), 0);
}

static void fill_ring(uint32_t calls)
{
	struct {
		struct perf_event_header header;
		uint32_t size;
		struct skbclone_event event;
		uint32_t padding;
	} __attribute__((packed)) record = {
		.header = {.type = PERF_RECORD_SAMPLE, .size = sizeof(record)},
		.size = sizeof(record.event) + sizeof(record.padding),
		.event = {.tgid = 77, .tid = 78, .comm = "curl"},
	};
	const off_t data = sysconf(_SC_PAGESIZE);
	uint64_t head = calls * sizeof(record);

	for (uint32_t i = 0; i < calls; i++) {
		record.event.ts_ns = 1000 + i;
		record.event.seq = i + 1;
		(void)pwrite(ring, &record, sizeof(record), data + i * sizeof(record));
	}
	(void)pwrite(ring, &head, sizeof(head), offsetof(struct perf_event_mmap_page, data_head));
}

/* The calls come as soon as a probe is attached. */
static int attach(const char *function)
{
	if (fails(function))
		return -1;
	fake_kernel.attached++;
	if (ring >= 0 && fake_kernel.calls)
		fill_ring(fake_kernel.calls);
	count_calls(fake_kernel.calls + fake_kernel.refused_calls, fake_kernel.refused_calls,
		    fake_kernel.unfinished_calls);
	return memory_file(0);
}

int __wrap_bpf_attach_kprobe(int program, int type, const char *name, const char *symbol,
			     uint64_t offset, int maxactive)
{
	(void)program;
	(void)type;
	(void)name;
	(void)symbol;
	(void)offset;
	(void)maxactive;
	return attach("bpf_attach_kprobe");
}

int __wrap_trampoline_load(const struct object_program *program, const char *license,
			   const char *target)
{
	(void)program;
	(void)license;
	(void)target;
	return fails("trampoline_load") ? -1 : memory_file(0);
}

int __wrap_trampoline_attach(int program, const char *target)
{
	(void)program;
	(void)target;
	return attach("trampoline_attach");
}

int __wrap_bpf_attach_raw_tracepoint(int program, const char *name)
{
	(void)program;
	(void)name;
	return fails("bpf_attach_raw_tracepoint") ? -1 : memory_file(0);
}

int __wrap_bpf_update_elem(int map, void *key, void *value, uint64_t flags)
{
	(void)map;
	(void)key;
	(void)value;
	(void)flags;
	return fails("bpf_update_elem") ? -1 : 0;
}

int __wrap_bpf_lookup_elem(int map, void *key, void *value)
{
	(void)key;
	if (fails("bpf_lookup_elem"))
		return -1;
	if (map == processes && fake_kernel.processes)
		*(uint64_t *)value = 1;
	return 0;
}

int __wrap_bpf_get_first_key(int map, void *key, size_t size)
{
	(void)map;
	memset(key, 0, size);
	return 0;
}

int __wrap_bpf_get_next_key(int map, void *key, void *next)
{
	const struct skbclone_process *process = key;
	struct skbclone_process *after = next;

	(void)map;
	if (process->tgid + 1 >= fake_kernel.processes)
		return -1;
	*after = *process;
	after->tgid++;
	return 0;
}

/* --- rings */

int __wrap_ring_open_event(uint32_t cpu, size_t pages)
{
	int fd;

	if (fails("ring_open_event"))
		return -errno;
	fd = memory_file((pages + 1) * sysconf(_SC_PAGESIZE));
	if (cpu == 0 && pages)
		ring = fd;
	return fd;
}

int __wrap_opener_start(struct helper *opener, size_t pages)
{
	(void)opener;
	(void)pages;
	fake_kernel.helper_after = fake_kernel.attached;
	return fails("opener_start") ? -errno : 0;
}

int __real_helper_start(struct helper *helper, const struct helper_task *task);

int __wrap_helper_start(struct helper *helper, const struct helper_task *task)
{
	fake_kernel.helper_after = fake_kernel.attached;
	return __real_helper_start(helper, task);
}

int __wrap_opener_open(const struct helper *opener, uint32_t cpu, bool is_doorbell)
{
	(void)opener;
	(void)cpu;
	(void)is_doorbell;
	return fails("opener_open") ? -errno : memory_file(65536);
}
