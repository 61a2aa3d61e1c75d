/*
 * loaded: an object in the kernel. It owns the maps, the programs and their attachments; it
 * does not need the object any more. All are descriptors, so the kernel releases everything
 * when this process ends, even by SIGKILL. session/capture calls it; sources look up its
 * maps.
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
	const struct probe *probe; /* where it is attached; holds its name */
	int fd;
	int link; /* keeps it attached; -1: not attached */
};

struct loaded {
	enum way way; /* how its programs are attached to functions */
	uint32_t map_count;
	uint32_t program_count;
	struct loaded_map maps[OBJECT_MAX_MAPS];
	struct loaded_program programs[OBJECT_MAX_PROGRAMS];
};

/* Create the maps and load the programs. way: the object was compiled for it. cpu_count: possible
 * CPUs; a map with a slot for each CPU gets this size. Logs failures. Call loaded_close()
 * afterwards, also after a failure. */
enum status loaded_open(struct loaded *loaded, const struct object *object, enum way way,
			uint32_t cpu_count);

/* Returns the descriptor of the named map, which `loaded` owns, or -ENOENT. */
int loaded_map(const struct loaded *loaded, const char *name);

/* Attach the programs in the order of probes[]. Logs failures. */
enum status loaded_attach(struct loaded *loaded);

/* Detach all. After the return no program starts; one that is running may still finish. */
void loaded_detach(struct loaded *loaded);

/* Set *missed: how often the kernel skipped the program of skb_clone(). By kprobe, any BPF
 * program that is running on that CPU is a reason; by fentry, only this program itself. Returns
 * false if the kernel does not count this: by kprobe before 6.7, where the number stays 0. */
bool loaded_missed(const struct loaded *loaded, uint64_t *missed);

/* Accepts a zeroed struct, and a second call. */
void loaded_close(struct loaded *loaded);

#endif
