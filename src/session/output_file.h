/*
 * output_file: the FILE of -o. It belongs to the user we run for; it is looked
 * at before anything is compiled, and created or emptied when the probe is
 * attached, so that a failed start changes nothing.
 */
#ifndef SKBCLONE_SESSION_OUTPUT_FILE_H
#define SKBCLONE_SESSION_OUTPUT_FILE_H

#include "base/status.h"

#include <stdbool.h>

/* Could it be opened? Logs why not. */
enum status output_file_check(const char *path, bool force);

/* Open it, empty; *fd is the caller's. Logs what fails. */
enum status output_file_open(const char *path, bool force, int *fd);

#endif
