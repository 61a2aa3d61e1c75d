/*
 * loaded: an object in the kernel. It owns the maps, the programs and what attaches them,
 * each known by its name; the object is not needed any more. All are descriptors, so the
 * kernel takes everything back when this process ends, however it ends.
 */
#ifndef SKBCLONE_PROGRAM_LOADED_H
#define SKBCLONE_PROGRAM_LOADED_H

#include "base/status.h"
#include "program/object.h"
#include "program/probes.h"

#include <stdbool.h>

struct loaded_map {
	char name[BPF_OBJ_NAME_LEN];
	int fd;
};

struct loaded_program {
	const struct probe *probe; /* where it belongs; has its name */
	int fd;
	int link; /* keeps it attached; -1: it is not */
};

struct loaded {
	uint32_t map_count;
	uint32_t program_count;
	struct loaded_map maps[OBJECT_MAX_MAPS];
	struct loaded_program programs[OBJECT_MAX_PROGRAMS];
};

/*
 * Create the maps and load the programs. cpu_count: possible CPUs; maps with a slot for
 * each CPU get that many. Logs what fails; loaded_close() is to follow in any case.
 */
enum status loaded_open(struct loaded *loaded, const struct object *object, uint32_t cpu_count);

/* The descriptor of the map of that name; it stays with `loaded`. -ENOENT. */
int loaded_map(const struct loaded *loaded, const char *name);

/* Attach each program in the order of the probes. Logs what fails. */
enum status loaded_attach(struct loaded *loaded);

/* From the return on no program is started again; a run that has begun may still end. */
void loaded_detach(struct loaded *loaded);

/*
 * How often the kernel skipped the program of skb_clone() because another one ran on that
 * CPU. False where the kernel does not tell: before 6.7 it leaves the number at 0 for
 * kprobes.
 */
bool loaded_missed(const struct loaded *loaded, uint64_t *missed);

/* Zeroed is fine, closed twice too. */
void loaded_close(struct loaded *loaded);

#endif
