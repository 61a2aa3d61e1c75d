#include "base/signals.h"

#include "base/array.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

static const struct {
	int number;
	void (*handler)(int);
} ours[] = {
	/* Until stop_open() blocks them, ignored signals are lost. Shells ignore SIGINT for
	 * background jobs, and `kill -INT` must end those too. SIGHUP is not here: it stays
	 * ignored under nohup(1). */
	{SIGINT, SIG_DFL},
	{SIGTERM, SIG_DFL},
	/* If the caller ignores it, the kernel throws away how COMMAND ended. */
	{SIGCHLD, SIG_DFL},
	/* Beyond the limit of file sizes, write(2) fails with EFBIG, which the run reports. */
	{SIGXFSZ, SIG_IGN},
	/* stop_write() sets its own handler. */
	{SIGALRM, SIG_DFL},
};

static struct sigaction callers[ARRAY_SIZE(ours)];
static sigset_t callers_mask;

void signals_init(void)
{
	sigset_t none;

	for (size_t i = 0; i < ARRAY_SIZE(ours); i++)
		sigaction(ours[i].number, &(struct sigaction){.sa_handler = ours[i].handler},
			  &callers[i]);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, &callers_mask);
}

void signals_restore(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(ours); i++)
		sigaction(ours[i].number, &callers[i], NULL);
	signal(SIGPIPE, SIG_DFL);
	sigprocmask(SIG_SETMASK, &callers_mask, NULL);
}

bool signals_follow_parent(pid_t parent, int signal)
{
	prctl(PR_SET_PDEATHSIG, signal);
	return getppid() == parent;
}
