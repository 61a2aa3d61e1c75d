/*
 * Finds the process of a task. TASK_... are offsets in task_struct of the running kernel,
 * read from its BTF; they are defined only when a filter needs them.
 */
#ifdef TASK_TGID
/* As struct skbclone_process has it: never 0. */
static inline u64 start_of(void *task)
{
	void *leader = NULL;
	u64 start_ns = 0;

	bpf_probe_read_kernel(&leader, sizeof(leader), task + TASK_GROUP_LEADER);
	bpf_probe_read_kernel(&start_ns, sizeof(start_ns), leader + TASK_START_TIME);
	return 1 + start_ns;
}

static inline struct skbclone_process process_of(void *task)
{
	struct skbclone_process process = {};

	bpf_probe_read_kernel(&process.tgid, sizeof(process.tgid), task + TASK_TGID);
	process.start = start_of(task);
	return process;
}

static inline struct skbclone_process current_process(void)
{
	struct skbclone_process process = {};

	process.tgid = bpf_get_current_pid_tgid() >> 32;
	process.start = start_of((void *)bpf_get_current_task());
	return process;
}
#endif
