/*
 * trace_line: converts a line of trace_pipe to a row. source/trace_pipe calls it. Pure.
 *
 * A line of bpf_trace_printk() has this form (kernel/trace/trace_output.c):
 *
 *   COMM-TID     [CPU] FLAGS SECONDS.MICROS: bpf_trace_printk: MESSAGE
 *
 * With record-tgid on, `(TGID)` follows the TID. The kernel looks up COMM when the line is
 * read; COMM may hold any byte, even a newline. So the parser starts at the message, goes
 * backwards, and never reads COMM.
 */
#ifndef SKBCLONE_EVENT_TRACE_LINE_H
#define SKBCLONE_EVENT_TRACE_LINE_H

#include "event/row.h"

#include <stdbool.h>
#include <stddef.h>

/* Write the format that trace_fields.c prints with. tag: a random number of this run. end:
 * the last character, white space. */
void trace_line_format(char format[SKBCLONE_FORMAT_SIZE], uint64_t tag, char end);

/* Parse line[length], without its newline, into the row. Returns false if it is not a whole
 * line of the run with this tag: a line of another program, the kernel's
 * `CPU:0 [LOST 9 EVENTS]`, or the first part of a line whose comm contains a newline. */
bool trace_line_parse(struct row *row, const char *line, size_t length, uint64_t tag);

/* Returns how many messages the kernel overwrote, if line[length] is its `CPU:0 [LOST 9
 * EVENTS]`; else 0. */
uint64_t trace_line_overwritten(const char *line, size_t length);

#endif
