/*
 * text: the BPF text and the stand-in kernel headers, embedded at build from
 * programs/. Pure.
 */
#ifndef SKBCLONE_PROGRAM_TEXT_H
#define SKBCLONE_PROGRAM_TEXT_H

/* A file of programs/, its path relative to where it was embedded from. The
 * lists end with a NULL path. */
struct text_file {
	const char *path;
	const char *text;
};

extern const struct text_file text_programs[];
extern const struct text_file text_kernel_headers[];

/*
 * The whole text of a program: its parts, one behind the other, with a #line
 * before each so that clang names the right file (libbcc rewrites only what
 * stands in the main text, so the parts cannot be included). name: a file of
 * programs/, `perf_output.c`. The result is the caller's to free; NULL for
 * want of memory.
 */
char *text_assemble(const char *name);

#endif
