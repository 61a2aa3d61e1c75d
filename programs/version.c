/*
 * Not for the kernel. doctor has it compiled to learn which clang libbcc
 * compiles with, since libbcc has no function that tells: the license is the
 * one text that an object carries out of the compiler.
 */
#define BPF_LICENSE __clang_major__.__clang_minor__.__clang_patchlevel__

int tell_version(void *ctx)
{
	return 0;
}
