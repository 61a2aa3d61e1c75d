/*
 * Finds the comm of the current thread, and the process of a task. TASK_... are offsets in
 * task_struct of the running kernel, read from its BTF. Those of a process are defined only when
 * a filter needs them.
 */
#ifdef TYPED_TASKS
/* Since 5.11 the verifier knows the type of the current task: programs read its fields without
 * the cost of a helper call. libbcc's headers may be older. */
static void *(*get_current_task_btf)(void) = (void *)158; /* BPF_FUNC_get_current_task_btf */
#endif

struct comm_words {
	u64 words[SKBCLONE_COMM_SIZE / sizeof(u64)];
};

/* The comm of the current thread. Behind its NUL may be bytes of older ones. */
static inline struct comm_words current_comm(void)
{
	struct comm_words comm = {};

#if defined(TYPED_TASKS) && defined(TASK_COMM)
	u64 *words = get_current_task_btf() + TASK_COMM;

	comm.words[0] = words[0];
	comm.words[1] = words[1];
#else
	bpf_get_current_comm(&comm, sizeof(comm));
#endif
	return comm;
}

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

#ifdef TYPED_TASKS
static inline struct skbclone_process current_process(void)
{
	void *task = get_current_task_btf();
	void *leader = *(void **)(task + TASK_GROUP_LEADER);
	struct skbclone_process process = {};

	process.tgid = *(u32 *)(task + TASK_TGID);
	process.start = 1 + *(u64 *)(leader + TASK_START_TIME);
	return process;
}
#else
static inline struct skbclone_process current_process(void)
{
	struct skbclone_process process = {};

	process.tgid = bpf_get_current_pid_tgid() >> 32;
	process.start = start_of((void *)bpf_get_current_task());
	return process;
}
#endif
#endif
