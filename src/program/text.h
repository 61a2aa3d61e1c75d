/*
 * text: the BPF text and the stand-in kernel headers of programs/, embedded at build time.
 * build, cache, workspace and --print-program call it. Pure.
 */
#ifndef SKBCLONE_PROGRAM_TEXT_H
#define SKBCLONE_PROGRAM_TEXT_H

/* An embedded file. path is relative to the embedded directory. Lists end with a NULL
 * path. */
struct text_file {
	const char *path;
	const char *text;
};

extern const struct text_file text_programs[];
extern const struct text_file text_kernel_headers[];

/* Concatenate the parts of a program, each after a #line so that clang names the right
 * file. #include does not work: libbcc rewrites only the main text. name: a file of
 * programs/, `perf_output.c`. The caller frees the result; NULL: out of memory. */
char *text_assemble(const char *name);

#endif
