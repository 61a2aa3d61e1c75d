/* run: what was run, where and when. session fills it in; formats that draw show it. */
#ifndef SKBCLONE_OUTPUT_RUN_H
#define SKBCLONE_OUTPUT_RUN_H

#include <stdint.h>

/* Texts are raw bytes, cut if they are too long. */
struct run {
	char command[1024];  /* as it was typed, quoted for a shell */
	char filter[256];    /* which calls count, for people */
	char host[65];       /* the machine's name */
	char kernel[200];    /* its system, release and architecture */
	char started[32];    /* date and time, UTC */
	uint64_t started_ns; /* CLOCK_MONOTONIC */
	uint64_t ended_ns;   /* when the probe was detached */
};

#endif
