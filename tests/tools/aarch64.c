/*
 * A library to preload. Its uname() says that the machine is aarch64, so libbcc compiles
 * with arm64's headers.
 */
#include <string.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

int uname(struct utsname *name)
{
	int result = syscall(SYS_uname, name);

	if (result == 0)
		strcpy(name->machine, "aarch64");
	return result;
}
