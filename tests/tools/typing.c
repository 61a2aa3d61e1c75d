/* typing: tries to type into the terminal that is its stdin, by each kind of system call that
 * this machine offers. Prints a line for each: `native: typed`, or the reason why not. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static void report(const char *kind, long result, int error)
{
	printf("%s: %s\n", kind, result == 0 ? "typed" : strerror(error));
}

static void try_native(const char *kind, long number, unsigned long request, void *argument)
{
	long result = syscall(number, STDIN_FILENO, request, argument);

	report(kind, result, errno);
}

#ifdef __x86_64__
/* As a 32-bit program does it. character lies below 4 GiB. */
static void try_compat(const char *character)
{
	enum { IOCTL_OF_I386 = 54 };
	long result = IOCTL_OF_I386;

	__asm__ volatile("int $0x80"
			 : "+a"(result)
			 : "b"(STDIN_FILENO), "c"(TIOCSTI), "d"(character)
			 : "memory", "r8", "r9", "r10", "r11");
	report("compat", (int)result, -(int)result);
}
#endif

int main(void)
{
	/* TIOCLINUX: paste the selection, TIOCL_PASTESEL in include/uapi/linux/tiocl.h. */
	char paste = 3;

	try_native("native", SYS_ioctl, TIOCSTI, (char[]){'x'});
	try_native("high bits", SYS_ioctl, TIOCSTI | 1UL << 32, (char[]){'x'});
	try_native("paste", SYS_ioctl, TIOCLINUX, &paste);
#ifdef __x86_64__
	char *low = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	enum { X32 = 0x40000000, IOCTL_OF_X32 = 514 };

	if (low == MAP_FAILED)
		return 1;
	*low = 'x';
	try_compat(low);
	try_native("x32", X32 | IOCTL_OF_X32, TIOCSTI, low);
#endif
	return 0;
}
