/* explain: the sentences about the causes that occurred, on stderr at the end of a run. */
#ifndef SKBCLONE_SESSION_EXPLAIN_H
#define SKBCLONE_SESSION_EXPLAIN_H

#include "event/causes.h"
#include "source/totals.h"

/* Add up the calls of each cause in a table of totals. */
void explain_count(const struct totals *totals, uint64_t calls[CAUSE_COUNT]);

/* Print a paragraph for each cause with calls: its id, why the kernel clones there, and
 * advice. */
void explain_print(const uint64_t calls[CAUSE_COUNT]);

#endif
