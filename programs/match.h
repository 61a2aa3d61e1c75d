/*
 * Which calls count. What is not asked for is not compiled in; the values asked
 * for are in the config map. A call that does not match costs no more than
 * finding that out.
 */
#include <uapi/linux/ptrace.h>

BPF_ARRAY(config, struct skbclone_config, 1);

static inline struct skbclone_config *get_config(void)
{
	int first = 0;

	return config.lookup(&first);
}

#ifdef MATCH_TREE
/* The processes of the command's tree that are alive. */
BPF_F_TABLE("hash", struct skbclone_process, u8, tree, 16384, 0);

/* A process forks: what a member forks is a member. Here and not at exec, so
 * that not even the child's first instruction is missed. */
int follow_fork(struct bpf_raw_tracepoint_args *ctx)
{
	struct skbclone_config *run = get_config();
	struct skbclone_process parent = process_of((void *)ctx->args[0]);
	u8 member = 1;

	if (!run || (parent.tgid != run->tracer && !tree.lookup(&parent)))
		return 0;

	struct skbclone_process child = process_of((void *)ctx->args[1]);

	if (child.tgid != parent.tgid && tree.update(&child, &member) != 0)
		run->unfollowed++;
	return 0;
}

/* The last of a process is freed, long after its last call: at its exit it
 * still closes its sockets. */
int follow_free(struct bpf_raw_tracepoint_args *ctx)
{
	struct skbclone_process process = process_of((void *)ctx->args[0]);
	u32 tid = 0;

	bpf_probe_read_kernel(&tid, sizeof(tid), (void *)ctx->args[0] + TASK_PID);
	/* Of a thread that is not the first, the group leader may be gone. */
	if (tid == process.tgid)
		tree.delete(&process);
	return 0;
}
#endif

static inline bool call_matches(void)
{
#if defined(MATCH_TGID) || defined(MATCH_COMM)
	struct skbclone_config *run = get_config();

	if (!run)
		return false;
#endif
#ifdef MATCH_TGID
	if (bpf_get_current_pid_tgid() >> 32 != run->tgid)
		return false;
#endif
#ifdef MATCH_COMM
	u64 comm[SKBCLONE_COMM_SIZE / sizeof(u64)] = {};

	bpf_get_current_comm(&comm, sizeof(comm));
	if (comm[0] != run->comm[0] || comm[1] != run->comm[1])
		return false;
#endif
#ifdef MATCH_TREE
	struct skbclone_process process = current_process();

	if (!tree.lookup(&process))
		return false;
#endif
	return true;
}
