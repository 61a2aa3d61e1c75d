/*
 * Decides which calls count. Only the filters in use are compiled in; their values are in
 * the config map. A call that does not match costs only this check.
 */
BPF_ARRAY(config, struct skbclone_config, 1);

static inline struct skbclone_config *get_config(void)
{
	int first = 0;

	return config.lookup(&first);
}

#ifdef MATCH_TREE
/* The live processes of COMMAND's tree. */
BPF_F_TABLE("hash", struct skbclone_process, u8, tree, 16384, 0);

/* A process forks: the child of a member becomes a member. Done at fork, not at exec, so
 * that even the first instruction of the child is traced. */
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

/* Remove a process when its group leader is freed, long after its last call. At exit would
 * be too early: the process still closes its sockets. */
int follow_free(struct bpf_raw_tracepoint_args *ctx)
{
	struct skbclone_process process = process_of((void *)ctx->args[0]);
	u32 tid = 0;

	bpf_probe_read_kernel(&tid, sizeof(tid), (void *)ctx->args[0] + TASK_PID);
	/* For any other thread, the group leader may already be gone. */
	if (tid == process.tgid)
		tree.delete(&process);
	return 0;
}
#endif

#ifdef MATCH_COMM
static inline bool comm_matches(const struct skbclone_config *run)
{
	struct comm_words comm = current_comm();

	return (comm.words[0] & run->comm_mask[0]) == run->comm[0] &&
	       (comm.words[1] & run->comm_mask[1]) == run->comm[1];
}
#endif

/* *process: the current one, if a filter or a total needs it. */
static inline bool call_matches(struct skbclone_process *process)
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
	if (!comm_matches(run))
		return false;
#endif
#ifdef TASK_TGID
	*process = current_process();
#endif
#ifdef MATCH_TREE
	if (!tree.lookup(process))
		return false;
#endif
	return true;
}
