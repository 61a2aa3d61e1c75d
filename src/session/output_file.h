/*
 * output_file: the FILE of -o. It belongs to the user we run for. It is checked before the
 * compile, and created or emptied after the probe is attached, so that a failed start
 * changes nothing. session calls it.
 */
#ifndef SKBCLONE_SESSION_OUTPUT_FILE_H
#define SKBCLONE_SESSION_OUTPUT_FILE_H

#include "base/status.h"

#include <stdbool.h>

/* Check that the file can be opened. Changes nothing. Logs failures. */
enum status output_file_check(const char *path, bool force);

/* Open the file, empty. The caller closes *fd. Logs failures. */
enum status output_file_open(const char *path, bool force, int *fd);

#endif
