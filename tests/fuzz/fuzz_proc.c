/* The input is a byte that chooses a file of /proc or /sys, and its text. All checks and
 * readers of such files read it, in a root directory that holds nothing else. */
#include "base/array.h"
#include "base/log.h"
#include "fuzz.h"
#include "host/checks.h"
#include "host/machine.h"
#include "host/shared_trace.h"
#include "source/origin.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TRACING "sys/kernel/tracing/"

static const char *const files[] = {
	"proc/kallsyms",
	"proc/modules",
	"proc/sys/kernel/kptr_restrict",
	"proc/sys/kernel/perf_event_paranoid",
	"sys/devices/system/cpu/possible",
	"sys/kernel/debug/kprobes/blacklist",
	"sys/kernel/security/lockdown",
	TRACING "trace_clock",
};

static char top[] = "/tmp/fuzz_proc-XXXXXX";

static void make_parents(int root, const char *path)
{
	char parent[128];

	for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
		snprintf(parent, sizeof(parent), "%.*s", (int)(slash - path), path);
		must(mkdirat(root, parent, 0700) == 0 || errno == EEXIST);
	}
}

static void remove_top(void)
{
	char command[64];

	snprintf(command, sizeof(command), "rm -r %s", top);
	(void)!system(command);
}

static int open_root(void)
{
	int root;

	must(mkdtemp(top) != NULL);
	atexit(remove_top);
	root = open(top, O_RDONLY | O_DIRECTORY);
	must(root >= 0);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++)
		make_parents(root, files[i]);
	make_parents(root, TRACING "instances/");
	return root;
}

static void read_all(int root)
{
	struct shared_trace shared = SHARED_TRACE_CLOSED;
	struct origins origins;
	int tracing = openat(root, TRACING, O_RDONLY | O_DIRECTORY);

	for (const struct check *check = checks; check->name; check++) {
		if (strcmp(check->name, "btf") != 0 && strcmp(check->name, "packet") != 0)
			(void)check->run(root); /* those two read the machine's own */
	}
	(void)machine_cpu_count(root);
	origins_open(&origins, root);
	origins_close(&origins);
	shared_trace_borrow_clock(&shared, tracing);
	must(memchr(shared.clock_was, '\0', sizeof(shared.clock_was)) != NULL);
	shared_trace_close(&shared);
	close(tracing);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct log_record record;
	static int root = -1;
	const char *name;
	int file;

	if (size < 1)
		return 0;
	if (root < 0)
		root = open_root();
	name = files[data[0] % ARRAY_SIZE(files)];
	file = openat(root, name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	must(file >= 0 && write(file, data + 1, size - 1) == (ssize_t)size - 1);
	close(file);
	log_record(&record);
	read_all(root);
	must(unlinkat(root, name, 0) == 0);
	return 0;
}
