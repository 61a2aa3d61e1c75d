/*
 * output_file: the FILE of -o. It belongs to the user we run for. It is checked before the
 * compile, created after the probe is attached, and emptied once COMMAND runs, so that a
 * failed start changes nothing. session calls it.
 */
#ifndef SKBCLONE_SESSION_OUTPUT_FILE_H
#define SKBCLONE_SESSION_OUTPUT_FILE_H

#include "base/status.h"

#include <stdbool.h>

/* Check that the file can be opened; replaced: that it can be replaced by another. Changes
 * nothing. Logs failures. */
enum status output_file_check(const char *path, bool force, bool replaced);

struct output_file {
	int fd;      /* -1: not open. The caller closes it. */
	bool is_new; /* we have created it */
};

#define OUTPUT_FILE_NONE ((struct output_file){.fd = -1})

/* Create the file, or with force open an old one, which keeps its text for now. Logs
 * failures. */
enum status output_file_open(struct output_file *file, const char *path, bool force);

/* Empty the file that was opened. Logs failures. */
enum status output_file_empty(const struct output_file *file, const char *path);

/* After a failed start: remove the file if it is new. */
void output_file_abandon(struct output_file *file, const char *path);

/* Open the directory of a file that will be replaced. The caller closes *fd. Logs
 * failures. */
enum status output_file_open_directory(const char *path, int *fd);

#endif
