/*
 * compile: compiles BPF text to an object. It runs skbclone-cc as a short-lived child in an
 * empty private directory, with an empty environment, without our descriptors, and with
 * limits on time and memory. build calls it.
 */
#ifndef SKBCLONE_PROGRAM_COMPILE_H
#define SKBCLONE_PROGRAM_COMPILE_H

#include "base/status.h"
#include "program/object.h"

/*
 * Compile the text. flags: for clang, end with a NULL. Logs failures, with clang's messages.
 * On STATUS_OK the caller calls object_release().
 */
enum status compile_text(const char *text, const char *const flags[], struct object *object);

#endif
