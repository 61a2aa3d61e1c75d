#include "base/self.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int self_find(char path[PATH_MAX], const char *built, const char *installed)
{
	const char *const places[] = {built, installed};
	char program[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", program, sizeof(program) - 1);

	path[0] = '\0';
	if (length < 0)
		return -errno;
	program[length] = '\0';
	*strrchr(program, '/') = '\0';
	for (int i = 0; i < 2; i++) {
		if (snprintf(path, PATH_MAX, "%s/%s", program, places[i]) >= PATH_MAX)
			return -ENAMETOOLONG;
		if (access(path, F_OK) == 0)
			return 0;
	}
	return -ENOENT;
}
