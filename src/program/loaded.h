/*
 * loaded: an object in the kernel: its maps, its program, and the probe that
 * runs it. All of it is held by descriptors, so that the kernel takes it back
 * when this process ends, however it ends.
 */
#ifndef SKBCLONE_PROGRAM_LOADED_H
#define SKBCLONE_PROGRAM_LOADED_H

#include "base/status.h"
#include "program/object.h"

#include <stdbool.h>

struct loaded {
	int maps[OBJECT_MAX_MAPS];
	int program;
	int probe;
};

/* Hold nothing; loaded_close() is fine from here on. */
void loaded_init(struct loaded *loaded);

/*
 * Create the maps, and load the program. cpu_count: possible CPUs; maps with a
 * slot for each CPU get that many. Logs what fails.
 */
enum status loaded_open(struct loaded *loaded, const struct object *object, uint32_t cpu_count);

/* The descriptor of the map of that name; it stays ours. -ENOENT. */
int loaded_map(const struct loaded *loaded, const struct object *object, const char *name);

/* Attach the program to the entry of a kernel function. Logs what fails. */
enum status loaded_attach(struct loaded *loaded, const char *symbol);

/* From the return on the program is not run again; a run that has begun may
 * still end. */
void loaded_detach(struct loaded *loaded);

/*
 * How often the kernel skipped the program because another one was running on
 * that CPU. False where the kernel does not tell: before 6.7 it leaves the
 * number at 0 for kprobes.
 */
bool loaded_missed(const struct loaded *loaded, uint64_t *missed);

void loaded_close(struct loaded *loaded);

#endif
