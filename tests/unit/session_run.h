/*
 * session_run: runs a session on the fake kernel, with its rows in a file. After each run, no
 * descriptor, no child and no memory is left (AddressSanitizer reports memory).
 */
#ifndef SKBCLONE_TESTS_SESSION_RUN_H
#define SKBCLONE_TESTS_SESSION_RUN_H

#include "base/log.h"
#include "fake_kernel.h"
#include "session/session.h"
#include "unit.h"

/* The file of the rows; session_run_set_up() makes it. */
extern char rows[];

/* Rows go to the file, the run ends at once, and nothing is cached. */
extern const struct session_options shortly;

/* Returns a source whose rings are as large as the fake ones. */
struct source *small_perf_source(void);

/* Run a session on this kernel and return its status. Fails if it leaves something open.
 * record: what it logs. */
int run(const struct fake_kernel *kernel, const struct session_options *options,
	struct source *(*new_source)(void), struct log_record *record);

/* Read the file of the rows, as a string. */
void read_rows(char *text, size_t size);
void expect_rows(const char *expected);

/* For cmocka_run_group_tests(). */
int session_run_set_up(void **state);
int session_run_clean_up(void **state);

#endif
