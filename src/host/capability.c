#include "host/capability.h"

#include <errno.h>
#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

/* capget(2) and capset(2) take two words of 32 bits for each set. */
enum { WORDS = 2 };

struct sets {
	struct __user_cap_data_struct words[WORDS];
};

static int read_sets(struct sets *sets)
{
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};

	*sets = (struct sets){0};
	return syscall(SYS_capget, &header, sets->words) < 0 ? -errno : 0;
}

static uint64_t join(uint32_t low, uint32_t high)
{
	return low | (uint64_t)high << 32;
}

static uint64_t effective(void)
{
	struct sets sets;

	/* capget(2) fails only for a wrong version or pointer; the sets are empty then. */
	(void)read_sets(&sets);
	return join(sets.words[0].effective, sets.words[1].effective);
}

bool capability_has(int number)
{
	return effective() & CAPABILITY(number);
}

int capability_keep(uint64_t kept)
{
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct sets had, wanted = {0}, now;
	int error = read_sets(&had);

	if (error)
		return error;
	for (int i = 0; i < WORDS; i++) {
		wanted.words[i].permitted = had.words[i].permitted & kept >> 32 * i;
		wanted.words[i].effective = wanted.words[i].permitted;
	}
	if (syscall(SYS_capset, &header, wanted.words) < 0)
		return -errno;
	error = read_sets(&now);
	if (error)
		return error;
	for (int i = 0; i < WORDS; i++) {
		if (now.words[i].permitted != wanted.words[i].permitted ||
		    now.words[i].effective != wanted.words[i].effective ||
		    now.words[i].inheritable != 0)
			return -EPERM;
	}
	return 0;
}
