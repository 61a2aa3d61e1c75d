#include "host/machine.h"

#include "base/io.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/utsname.h>
#include <unistd.h>

uint32_t machine_cpu_count(int root)
{
	char ranges[1024]; /* 0-3 or 0,2-5: the last number is the highest */
	ssize_t length =
		io_read_file(root, "sys/devices/system/cpu/possible", ranges, sizeof(ranges));

	while (length > 0 && ranges[length - 1] >= '0' && ranges[length - 1] <= '9')
		length--;
	return length < 0 ? sysconf(_SC_NPROCESSORS_CONF) : atoi(ranges + length) + 1;
}

bool machine_kernel_is(unsigned major, unsigned minor)
{
	struct utsname name;
	unsigned running_major = 0, running_minor = 0;

	if (uname(&name) < 0 || sscanf(name.release, "%u.%u", &running_major, &running_minor) != 2)
		return false;
	return running_major > major || (running_major == major && running_minor >= minor);
}
