/*
 * loaded: an object in the kernel: its maps, its programs, and the probes that
 * run them. All of it is held by descriptors, so that the kernel takes it back
 * when this process ends, however it ends.
 */
#ifndef SKBCLONE_PROGRAM_LOADED_H
#define SKBCLONE_PROGRAM_LOADED_H

#include "base/status.h"
#include "program/object.h"

#include <stdbool.h>

struct loaded {
	int maps[OBJECT_MAX_MAPS];
	int programs[OBJECT_MAX_PROGRAMS];
	int links[OBJECT_MAX_PROGRAMS]; /* what runs each */
	uint32_t program_count;
};

/* Hold nothing; loaded_close() is fine from here on. */
void loaded_init(struct loaded *loaded);

/*
 * Create the maps, and load the programs. cpu_count: possible CPUs; maps with a
 * slot for each CPU get that many. Logs what fails.
 */
enum status loaded_open(struct loaded *loaded, const struct object *object, uint32_t cpu_count);

/* The descriptor of the map of that name; it stays ours. -ENOENT. */
int loaded_map(const struct loaded *loaded, const struct object *object, const char *name);

/* Attach each program to what it is for, skb_clone() last. Logs what fails. */
enum status loaded_attach(struct loaded *loaded, const struct object *object);

/* From the return on no program is run again; a run that has begun may still
 * end. */
void loaded_detach(struct loaded *loaded);

/*
 * How often the kernel skipped the program of skb_clone() because another one was running on
 * that CPU. False where the kernel does not tell: before 6.7 it leaves the
 * number at 0 for kprobes.
 */
bool loaded_missed(const struct loaded *loaded, const struct object *object, uint64_t *missed);

void loaded_close(struct loaded *loaded);

#endif
