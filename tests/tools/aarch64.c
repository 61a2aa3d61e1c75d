/*
 * Preloaded, it makes the machine call itself aarch64: libbcc, which asks
 * uname(2), then compiles with arm64's headers.
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
