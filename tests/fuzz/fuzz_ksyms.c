/* The input is a byte, and the text of /proc/kallsyms, which is written so often: the reader
 * reads larger blocks than an input is. Each address is found in a function that begins at
 * or before it, with a name and a module that are terminated. */
#include "fuzz.h"
#include "host/ksyms.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Where the kernel's text begins in the seeds, and how many addresses of it are looked up. */
enum { ADDRESSES = 64 };
static const uint64_t TEXT_START = 0xffffffff81000000;

static void find(const struct ksyms *ksyms, uint64_t address)
{
	struct symbol symbol;

	if (!ksyms_find(ksyms, address, &symbol))
		return;
	must(symbol.offset <= address);
	must(symbol.name[0] && memchr(symbol.name, '\0', sizeof(symbol.name)));
	must(!strchr(symbol.name, '\n') && !strchr(symbol.name, '\t'));
	must(memchr(symbol.module, '\0', sizeof(symbol.module)) != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct ksyms ksyms; /* kept: its list is large */

	if (size < 1)
		return 0;
	if (!ksyms.kallsyms) {
		ksyms = KSYMS_CLOSED;
		ksyms.kallsyms = memfd_create("kallsyms", 0);
		ksyms.names = memfd_create("names", 0);
		must(ksyms.kallsyms >= 0 && ksyms.names >= 0);
	}
	must(ftruncate(ksyms.kallsyms, 0) == 0 && ftruncate(ksyms.names, 0) == 0);
	for (size_t i = 0; i <= data[0]; i++)
		must(pwrite(ksyms.kallsyms, data + 1, size - 1, i * (size - 1)) ==
		     (ssize_t)size - 1);
	(void)ksyms_read(&ksyms);
	for (size_t i = 0; i < ADDRESSES; i++)
		find(&ksyms, TEXT_START + i * 0x123);
	find(&ksyms, 0);
	find(&ksyms, 0xffffffffc0101010);
	find(&ksyms, UINT64_MAX);
	return 0;
}
