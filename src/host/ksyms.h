/*
 * ksyms: the names of the kernel's functions and of its modules', by address. /proc/kallsyms
 * is opened while we are privileged: its descriptor shows addresses also later. The names
 * lie in a file in memory, outside of what is resident here.
 */
#ifndef SKBCLONE_HOST_KSYMS_H
#define SKBCLONE_HOST_KSYMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { KSYMS_NAME_MAX = 192 };

struct ksyms_entry;

struct ksyms {
	int kallsyms;
	int names;                /* memfd_create(2) */
	struct ksyms_entry *list; /* by address */
	size_t count;
	size_t room;
	uint32_t names_size;
	/* The kernel's entry code, section .entry.text of arch/.../kernel/vmlinux.lds.S, as far as
	 * interrupts enter there. 0: not known. */
	uint64_t entry_start;
	uint64_t entry_end;
};

struct symbol {
	char name[KSYMS_NAME_MAX];   /* of the function */
	char module[KSYMS_NAME_MAX]; /* empty: the kernel itself */
	uint32_t offset;             /* of the address in the function, in bytes */
};

/* Holds nothing; ksyms_close() is fine. */
#define KSYMS_CLOSED ((struct ksyms){.kallsyms = -1, .names = -1})

/* Open and read. root: a descriptor of `/`. 0, -EPERM if the kernel hides addresses
 * (kernel.kptr_restrict), or another -errno; then no name is found. */
int ksyms_open(struct ksyms *ksyms, int root);

/* Read again: modules may have come and gone. 0 or -errno. */
int ksyms_read(struct ksyms *ksyms);

/* The function that holds the address. False: none that is known does. */
bool ksyms_find(const struct ksyms *ksyms, uint64_t address, struct symbol *symbol);

void ksyms_close(struct ksyms *ksyms);

#endif
