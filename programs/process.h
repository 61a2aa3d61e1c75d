/*
 * Which process a task belongs to. The offsets in task_struct are the running
 * kernel's, read from its BTF and given as TASK_... when they are needed.
 */
#ifdef TASK_TGID
static inline struct skbclone_process process_of(void *task)
{
	struct skbclone_process process = {};
	void *leader = NULL;

	bpf_probe_read_kernel(&process.tgid, sizeof(process.tgid), task + TASK_TGID);
	bpf_probe_read_kernel(&leader, sizeof(leader), task + TASK_GROUP_LEADER);
	bpf_probe_read_kernel(&process.start_ns, sizeof(process.start_ns), leader + TASK_START_TIME);
	return process;
}

static inline struct skbclone_process current_process(void)
{
	return process_of((void *)bpf_get_current_task());
}
#endif
