/*
 * trampoline: loads and attaches programs by fentry. libbcc expects names that differ between its
 * versions, or does not know fentry. So these are calls of bpf(2). probes uses them.
 */
#ifndef SKBCLONE_PROGRAM_TRAMPOLINE_H
#define SKBCLONE_PROGRAM_TRAMPOLINE_H

#include "program/object.h"

/* Load the program, whose instructions refer to maps by their descriptors, for this kernel
 * function. With -v, log the verifier's messages. Returns a descriptor, or -1 and errno; ESRCH:
 * the kernel's types do not have the function. */
int trampoline_load(const struct object_program *program, const char *license, const char *target);

/* Attach the loaded program, a descriptor, to the function that it was loaded for. Returns a
 * descriptor that keeps it attached, or -1 and errno. */
int trampoline_attach(int program, const char *target);

#endif
