/*
 * reference OBJECT [PROGRAM]: the tool that the figures of skbclone are compared with. It is a
 * small libbpf tool like those of bcc's libbpf-tools: a perf buffer, one wake-up per
 * event. PROGRAM is another one of the object.
 */
#include "reference.h"

#include <bpf/libbpf.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

enum { PAGES = 512 }; /* skbclone's default in the guest */

static volatile sig_atomic_t stopped;

static void stop(int signal)
{
	(void)signal;
	stopped = 1;
}

static void show(void *context, int cpu, void *data, __u32 size)
{
	static __u64 first_ns;
	struct reference_event event;

	(void)context;
	(void)cpu;
	if (size < sizeof(event))
		return;
	memcpy(&event, data, sizeof(event));
	if (!first_ns)
		first_ns = event.ts_ns;
	printf("%-18.9f %-19s %-6u %llu\n", (event.ts_ns - first_ns) / 1e9, event.comm, event.tgid,
	       (unsigned long long)event.count);
}

/* Load only the program of this name. Returns it, or NULL. */
static struct bpf_program *choose_program(struct bpf_object *object, const char *name)
{
	struct bpf_program *program;

	bpf_object__for_each_program(program, object)
		bpf_program__set_autoload(program, strcmp(bpf_program__name(program), name) == 0);
	return bpf_object__find_program_by_name(object, name);
}

int main(int argc, char **argv)
{
	struct bpf_program *program = NULL;
	struct bpf_object *object = bpf_object__open_file(argc > 1 ? argv[1] : "", NULL);
	struct perf_buffer *buffer = NULL;
	struct bpf_link *link = NULL;

	signal(SIGINT, stop);
	if (object)
		program = choose_program(object, argc > 2 ? argv[2] : "reference");
	if (!program || bpf_object__load(object) != 0)
		return 1;
	buffer = perf_buffer__new(bpf_object__find_map_fd_by_name(object, "events"), PAGES, show,
				  NULL, NULL, NULL);
	link = bpf_program__attach(program);
	if (!buffer || !link)
		return 1;
	printf("%-18s %-19s %-6s %s\n", "TIME(s)", "COMM", "PID", "COUNT");
	while (!stopped) {
		int error = perf_buffer__poll(buffer, 100);

		if (error < 0 && error != -EINTR)
			return 1;
	}
	bpf_link__destroy(link);
	perf_buffer__free(buffer);
	bpf_object__close(object);
	return 0;
}
