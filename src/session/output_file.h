/*
 * output_file: the FILE of -o. It belongs to the user we run for. It is checked before the
 * compile, and created or emptied after the probe is attached, so that a failed start
 * changes nothing. session calls it.
 */
#ifndef SKBCLONE_SESSION_OUTPUT_FILE_H
#define SKBCLONE_SESSION_OUTPUT_FILE_H

#include "base/status.h"

#include <stdbool.h>

/* Check that the file can be opened; replaced: that it can be replaced by another. Changes
 * nothing. Logs failures. */
enum status output_file_check(const char *path, bool force, bool replaced);

/* Open the file, empty. The caller closes *fd. Logs failures. */
enum status output_file_open(const char *path, bool force, int *fd);

/* Open the directory of a file that will be replaced. The caller closes *fd. Logs
 * failures. */
enum status output_file_open_directory(const char *path, int *fd);

#endif
