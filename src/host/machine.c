#include "host/machine.h"

#include "base/io.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

uint32_t machine_online_cpus(int root)
{
	char ranges[4096], *rest;
	uint32_t count = 0;

	if (io_read_file(root, "sys/devices/system/cpu/online", ranges, sizeof(ranges)) < 0)
		return sysconf(_SC_NPROCESSORS_ONLN);
	for (char *range = strtok_r(ranges, ",", &rest); range;
	     range = strtok_r(NULL, ",", &rest)) {
		unsigned first, last;
		int numbers = sscanf(range, "%u-%u", &first, &last);

		count += numbers == 2 ? last - first + 1 : numbers == 1;
	}
	return count ? count : 1;
}

uint64_t machine_available_memory(int root)
{
	char text[4096];
	const char *line = NULL;

	if (io_read_file(root, "proc/meminfo", text, sizeof(text)) > 0)
		line = strstr(text, "\nMemAvailable:");
	return line ? strtoull(line + strlen("\nMemAvailable:"), NULL, 10) * 1024 : UINT64_MAX;
}

bool machine_kernel_is(unsigned major, unsigned minor)
{
	struct utsname name;
	unsigned running_major = 0, running_minor = 0;

	if (uname(&name) < 0 || sscanf(name.release, "%u.%u", &running_major, &running_minor) != 2)
		return false;
	return running_major > major || (running_major == major && running_minor >= minor);
}
