/* status: the exit statuses of skbclone. A run may also exit with COMMAND's own status. */
#ifndef SKBCLONE_BASE_STATUS_H
#define SKBCLONE_BASE_STATUS_H

enum status {
	STATUS_OK = 0,
	STATUS_FAILED = 1,        /* a run-time failure */
	STATUS_USAGE = 2,         /* wrong usage */
	STATUS_UNSUPPORTED = 3,   /* this kernel or machine cannot do it */
	STATUS_NOT_PERMITTED = 4, /* not root, or a capability is missing */
	STATUS_LOST = 5,          /* with --strict: calls were lost */

	/* Inside a run: a signal has stopped it, see stop.h. It exits with STATUS_OK. Above 255,
	 * so that no exit status of COMMAND is the same number. */
	STATUS_STOPPED = 256,
};

#endif
