/*
 * compile: text and flags to an object, by a skbclone-cc that is run as a
 * short-lived child: in an empty private directory, with an empty
 * environment, no descriptor of ours, and limits on its time and memory.
 */
#ifndef SKBCLONE_PROGRAM_COMPILE_H
#define SKBCLONE_PROGRAM_COMPILE_H

#include "base/status.h"
#include "program/object.h"

#include <stdbool.h>

/*
 * Compile the text with clang flags that end with a NULL. stop: a descriptor
 * that becomes readable when the user wants to end it; *stopped then tells so
 * and nothing is logged. Any other failure is logged, clang's messages
 * included. On STATUS_OK and not stopped the object is the caller's to
 * release.
 */
enum status compile_text(const char *text, const char *const flags[], int stop, bool *stopped,
			 struct object *object);

#endif
