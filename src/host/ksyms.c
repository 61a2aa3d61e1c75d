#include "host/ksyms.h"

#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct ksyms_entry {
	uint64_t address;
	uint32_t name; /* where it begins in `names`: NAME, or NAME\tMODULE; NUL-terminated */
	uint32_t rank; /* of those at one address the least is taken */
};

/* Lines are read and names are written in pieces of this size. */
enum { BLOCK = 64 * 1024 };

/* The text of a module ends with a page: a name is good until there at most, if nothing
 * of the same module follows. */
enum { PAGE = 4096 };

struct reading {
	struct ksyms *ksyms;
	char names[BLOCK]; /* not written yet */
	size_t names_length;
};

static int flush_names(struct reading *reading)
{
	int error = io_write_all(reading->ksyms->names, reading->names, reading->names_length);

	reading->names_length = 0;
	return error;
}

static int append(struct ksyms *ksyms, const struct ksyms_entry *entry)
{
	if (ksyms->count == ksyms->room) {
		size_t room = ksyms->room ? ksyms->room + ksyms->room / 4 : 60000;
		struct ksyms_entry *list = realloc(ksyms->list, room * sizeof(*list));

		if (!list)
			return -ENOMEM;
		ksyms->list = list;
		ksyms->room = room;
	}
	ksyms->list[ksyms->count++] = *entry;
	return 0;
}

static bool ends_with(const char *name, size_t length, const char *end)
{
	size_t end_length = strlen(end);

	return length >= end_length && memcmp(name + length - end_length, end, end_length) == 0;
}

/* Of several names for one address: a global one, and none that marks a section's ends. */
static uint32_t rank_of(char type, const char *name, size_t length)
{
	return (type == 'T' ? 0 : 1) +
	       (ends_with(name, length, "_start") || ends_with(name, length, "_end") ? 2 : 0);
}

/* arm64's mapping symbols, and what stands in front of functions from 6.x on. */
static bool is_no_function(const char *name)
{
	return name[0] == '$' || strncmp(name, "__pfx_", 6) == 0 || strncmp(name, "__cfi_", 6) == 0;
}

static void take_mark(struct ksyms *ksyms, const char *name, uint64_t address)
{
	/* On x86 with 5.10, softirq work of a system call goes through this function, which lies
	 * behind the entries of all interrupts. What called it tells the context. */
	bool is_end =
		strcmp(name, "__entry_text_end") == 0 || strcmp(name, "asm_call_on_stack") == 0;

	if (strcmp(name, "__entry_text_start") == 0)
		ksyms->entry_start = address;
	else if (is_end && (!ksyms->entry_end || address < ksyms->entry_end))
		ksyms->entry_end = address;
}

/* `ffffffff81e25430 T skb_clone` or `ffffffffc0101000 t xmit\t[veth]`, NUL-terminated. */
static int take_line(struct reading *reading, char *line)
{
	struct ksyms *ksyms = reading->ksyms;
	struct ksyms_entry entry = {.name = ksyms->names_size};
	char *at, *name, *bracket;
	size_t length, size;
	int error;

	entry.address = strtoull(line, &at, 16);
	if (!entry.address || at[0] != ' ' || !at[1] || !strchr("tTwW", at[1]) || at[2] != ' ')
		return 0;
	name = at + 3;
	if (is_no_function(name))
		return 0;
	take_mark(ksyms, name, entry.address);
	length = strcspn(name, "\t");
	entry.rank = rank_of(at[1], name, length);
	bracket = strchr(name, '[');
	if (name[length] == '\t' && bracket) {
		memmove(name + length + 1, bracket + 1, strlen(bracket));
		name[strcspn(name, "]")] = '\0';
	}
	size = strlen(name) + 1;
	/* Too long to keep: it still ends the function before it, and has no name. */
	if (size > KSYMS_NAME_MAX) {
		name[0] = '\0';
		size = 1;
	}
	if (reading->names_length + size > sizeof(reading->names)) {
		error = flush_names(reading);
		if (error)
			return error;
	}
	memcpy(reading->names + reading->names_length, name, size);
	reading->names_length += size;
	ksyms->names_size += size;
	return append(ksyms, &entry);
}

static int take_lines(struct reading *reading)
{
	char block[BLOCK + 1];
	size_t held = 0;
	ssize_t got;

	while ((got = read(reading->ksyms->kallsyms, block + held, BLOCK - held)) > 0) {
		char *line = block, *newline;

		block[held + got] = '\0';
		for (; (newline = strchr(line, '\n')); line = newline + 1) {
			int error;

			*newline = '\0';
			error = take_line(reading, line);
			if (error)
				return error;
		}
		held = strlen(line);
		if (held == BLOCK) /* no line is that long */
			return -EINVAL;
		memmove(block, line, held);
	}
	return got < 0 ? -errno : flush_names(reading);
}

static int compare(const void *one, const void *two)
{
	const struct ksyms_entry *a = one, *b = two;

	if (a->address != b->address)
		return a->address < b->address ? -1 : 1;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return a->name < b->name ? -1 : a->name > b->name;
}

/* Keep the first of each address. */
static void drop_aliases(struct ksyms *ksyms)
{
	size_t kept = 0;

	for (size_t i = 0; i < ksyms->count; i++) {
		if (kept == 0 || ksyms->list[kept - 1].address != ksyms->list[i].address)
			ksyms->list[kept++] = ksyms->list[i];
	}
	ksyms->count = kept;
}

int ksyms_read(struct ksyms *ksyms)
{
	struct reading *reading = malloc(sizeof(*reading));
	int error = reading ? 0 : -ENOMEM;

	ksyms->count = 0;
	ksyms->names_size = 0;
	if (!error &&
	    (lseek(ksyms->kallsyms, 0, SEEK_SET) < 0 || lseek(ksyms->names, 0, SEEK_SET) < 0))
		error = -errno;
	if (!error) {
		reading->ksyms = ksyms;
		reading->names_length = 0;
		error = take_lines(reading);
	}
	free(reading);
	if (error)
		ksyms->count = 0;
	if (ksyms->count > 1)
		qsort(ksyms->list, ksyms->count, sizeof(*ksyms->list), compare);
	drop_aliases(ksyms);
	return error || ksyms->count ? error : -EPERM;
}

int ksyms_open(struct ksyms *ksyms, int root)
{
	*ksyms = KSYMS_CLOSED;
	ksyms->kallsyms = openat(root, "proc/kallsyms", O_RDONLY | O_CLOEXEC);
	ksyms->names = memfd_create("skbclone-names", MFD_CLOEXEC);
	return ksyms->kallsyms < 0 || ksyms->names < 0 ? -errno : ksyms_read(ksyms);
}

static bool read_name(const struct ksyms *ksyms, const struct ksyms_entry *entry,
		      char name[KSYMS_NAME_MAX])
{
	ssize_t got = pread(ksyms->names, name, KSYMS_NAME_MAX - 1, entry->name);

	name[got > 0 ? got : 0] = '\0';
	return got > 0;
}

/* The last entry that is not behind the address; NULL. */
static const struct ksyms_entry *search(const struct ksyms *ksyms, uint64_t address)
{
	size_t low = 0, high = ksyms->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (ksyms->list[middle].address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? &ksyms->list[low - 1] : NULL;
}

static const char *module_of(const char *name)
{
	const char *tab = strchr(name, '\t');

	return tab ? tab + 1 : "";
}

/* Does the function reach as far as the address? Nobody tells where it ends. It does if
 * a function of the same module follows, else until the end of its page. */
static bool reaches(const struct ksyms *ksyms, const struct ksyms_entry *entry, const char *name,
		    uint64_t address)
{
	const struct ksyms_entry *next = entry + 1;
	char next_name[KSYMS_NAME_MAX];

	if (next < ksyms->list + ksyms->count && read_name(ksyms, next, next_name) &&
	    strcmp(module_of(name), module_of(next_name)) == 0)
		return true;
	return address / PAGE == entry->address / PAGE;
}

bool ksyms_find(const struct ksyms *ksyms, uint64_t address, struct symbol *symbol)
{
	const struct ksyms_entry *entry = search(ksyms, address);
	size_t length;

	if (!entry || !read_name(ksyms, entry, symbol->name) ||
	    !reaches(ksyms, entry, symbol->name, address))
		return false;
	snprintf(symbol->module, sizeof(symbol->module), "%s", module_of(symbol->name));
	length = strcspn(symbol->name, "\t");
	symbol->name[length] = '\0';
	if (length == 0)
		return false;
	symbol->offset = address - entry->address;
	return true;
}

void ksyms_close(struct ksyms *ksyms)
{
	io_close(&ksyms->kallsyms);
	io_close(&ksyms->names);
	free(ksyms->list);
	*ksyms = KSYMS_CLOSED;
}
