/*
 * replacer: replaces the FILE of -o whole, so that no reader ever sees half of it. The text
 * is gathered in memory. A helper writes it to a file beside FILE, and renames that file. The
 * helper sees no other directory and keeps no capability. session and tables call it.
 */
#ifndef SKBCLONE_SESSION_REPLACER_H
#define SKBCLONE_SESSION_REPLACER_H

#include "base/status.h"
#include "host/helper.h"

#include <stdbool.h>

struct replacer {
	const char *path; /* borrowed */
	int text;         /* a file in memory, to be written to; -1: not started */
	bool is_full;     /* FILE is old, because the disk is full */
	struct helper helper;
};

/* (GCC 10 warns of the fields behind a compound literal.) */
#define REPLACER_CLOSED ((struct replacer){.text = -1, .helper = HELPER_NONE})

/* Start the helper, before privileges are dropped. path is borrowed. FILE stays as it is until
 * it is replaced. Logs failures. */
enum status replacer_start(struct replacer *replacer, const char *path);

/* Make the text the content of FILE, and begin with an empty text. If the disk is full, FILE
 * stays as it is, and the next time may succeed: this warns once, sets is_full, and returns
 * STATUS_OK. STATUS_STOPPED: the user did not wait for it. Logs other failures. */
enum status replacer_replace(struct replacer *replacer);

/* End the helper. Accepts a replacer that was not started. */
void replacer_close(struct replacer *replacer);

#endif
