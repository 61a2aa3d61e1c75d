/* sandboxed [removes|replaces]: enters the reader's sandbox, or that of a helper that removes
 * files, or that replaces a file in the directory `here`; then writes to a full pipe, which must
 * not kill it, and tries what an attacker would. Prints each attempt that succeeds. */
#include "base/stop.h"
#include "host/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static void report(const char *attempt, int result)
{
	if (result >= 0)
		puts(attempt);
}

/* A write that blocks is interrupted by a timer, whose handler was set before the sandbox. */
static bool write_returns(int pipe)
{
	static const char bytes[1 << 20];

	return stop_write(pipe, bytes, sizeof(bytes)) > 0 &&
	       stop_write(pipe, bytes, sizeof(bytes)) == -EAGAIN;
}

int main(int argc, char **argv)
{
	const char *helper = argc > 1 ? argv[1] : "";
	bool replaces = strcmp(helper, "replaces") == 0;
	int ends[2], here = open("here", O_PATH | O_DIRECTORY);
	const struct sandbox sandbox = {
		.removes_files = strcmp(helper, "removes") == 0,
		.directory = replaces ? here : 0,
	};

	if (pipe(ends) < 0 || stop_open() < 0 || sandbox_enter(&sandbox) != STATUS_OK ||
	    !write_returns(ends[1]))
		return 1;
	report("open", open("/etc/passwd", O_RDONLY));
	report("create", open("created", O_WRONLY | O_CREAT, 0600));
	report("make a directory", mkdir("made", 0700));
	report("rename", rename("file", "renamed"));
	report("link", link("file", "linked"));
	report("change the mode", chmod("file", 0777));
	report("open a socket", socket(AF_INET, SOCK_DGRAM, 0));
	report("fork", fork());
	report("execute", execl("/bin/true", "true", NULL));
	report("signal", kill(getppid(), 0));
	report("remove", unlinkat(AT_FDCWD, "file", 0));
	report("remove a directory", unlinkat(AT_FDCWD, "directory", AT_REMOVEDIR));
	report("open here", openat(here, "old", O_RDONLY));
	report("overwrite here", openat(here, "old", O_WRONLY | O_CREAT | O_TRUNC, 0600));
	report("create here", openat(here, "new", SANDBOX_CREATE, 0600));
	report("move away", renameat(here, "new", AT_FDCWD, "new"));
	report("rename here", renameat(here, "new", here, "newer"));
	report("remove here", unlinkat(here, "newer", 0));
	return 0;
}
