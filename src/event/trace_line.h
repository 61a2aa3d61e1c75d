/*
 * trace_line: a line of trace_pipe to a row. Pure.
 *
 * A line that bpf_trace_printk() makes reads (kernel/trace/trace_output.c):
 *
 *   COMM-TID     [CPU] FLAGS SECONDS.MICROS: bpf_trace_printk: MESSAGE
 *
 * with `(TGID)` after the TID where record-tgid is on. COMM stands first, is
 * looked up when the line is read, and may hold any byte, a newline included;
 * so the line is read from the message backwards, and COMM is never looked at.
 */
#ifndef SKBCLONE_EVENT_TRACE_LINE_H
#define SKBCLONE_EVENT_TRACE_LINE_H

#include "event/row.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Write the format that trace_fields.c is to print with, for the run with
 * this tag (its process id, below 2^22), and `end`, one character of white
 * space, behind it.
 */
void trace_line_format(char format[SKBCLONE_FORMAT_SIZE], uint32_t tag, char end);

/*
 * Read line[length], without its newline, into the row. False if it is not a
 * whole line of the run with this tag: another program's, the kernel's
 * `CPU:0 [LOST 9 EVENTS]`, or the first part of one whose comm has a newline.
 */
bool trace_line_parse(struct row *row, const char *line, size_t length, uint32_t tag);

#endif
