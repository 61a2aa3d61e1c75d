#include "host/symbol.h"

#include "base/io.h"
#include "base/log.h"
#include "host/debugfs.h"
#include "host/machine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct search {
	bool found;
	char variant[128]; /* a compiler's variant, like skb_clone.isra.0; empty: none */
};

/* Compare the word at the start of text with the symbol. */
static void look_at(struct search *search, const char *text)
{
	const size_t length = strlen(MACHINE_SYMBOL), word = strcspn(text, "\t\n");

	if (strncmp(text, MACHINE_SYMBOL, length) != 0)
		return;
	if (word == length)
		search->found = true;
	else if (text[length] == '.')
		snprintf(search->variant, sizeof(search->variant), "%.*s", (int)word, text);
}

/* Search the lines of a file. In each line the name follows so many separators. 0 or
 * -errno. */
static int search_file(struct search *search, int directory, const char *path, int separators)
{
	int fd = openat(directory, path, O_RDONLY | O_CLOEXEC);
	FILE *lines = fd < 0 ? NULL : fdopen(fd, "r");
	char *line = NULL;
	size_t size = 0;

	*search = (struct search){0};
	if (!lines) {
		int error = -errno;

		if (fd >= 0)
			close(fd);
		return error;
	}
	while (!search->found && getline(&line, &size, lines) > 0) {
		const char *name = line;

		for (int i = 0; i < separators && name; i++) {
			name = strpbrk(name, " \t");
			name = name ? name + 1 : NULL;
		}
		if (name)
			look_at(search, name);
	}
	free(line);
	fclose(lines);
	return 0;
}

/* False, too, if the blacklist cannot be read. */
static bool is_on_blacklist(int root)
{
	struct search search;
	int debugfs = debugfs_open(root);
	/* A line: 0xffffffff81c01e40-0xffffffff81c01e90	asm_exc_divide_error */
	int error = search_file(&search, debugfs, "kprobes/blacklist", 1);

	io_close(&debugfs);
	return !error && search.found;
}

enum status symbol_check(int root)
{
	struct search search;
	/* A line: ffffffff81e25430 T skb_clone */
	int error = search_file(&search, root, "proc/kallsyms", 2);

	if (error) {
		log_failure(-error, "/proc/kallsyms");
		return STATUS_UNSUPPORTED;
	}
	if (!search.found) {
		if (search.variant[0])
			log_error("%s: this kernel has the function only as %s", MACHINE_SYMBOL,
				  search.variant);
		else
			log_error("%s: this kernel has no such symbol", MACHINE_SYMBOL);
		log_hint("use a distribution's own kernel");
		return STATUS_UNSUPPORTED;
	}
	if (is_on_blacklist(root)) {
		log_error("%s: this kernel forbids probes on it (see its kprobes/blacklist)",
			  MACHINE_SYMBOL);
		log_hint("use a distribution's own kernel");
		return STATUS_UNSUPPORTED;
	}
	log_verbose("%s: in /proc/kallsyms", MACHINE_SYMBOL);
	return STATUS_OK;
}
