/* way: what programs are attached to functions by: --probe. */
#ifndef SKBCLONE_HOST_WAY_H
#define SKBCLONE_HOST_WAY_H

enum way {
	WAY_KPROBE,
	WAY_FENTRY, /* a trampoline of the kernel, which ftrace calls at a function's entry */
	WAY_CHOOSE, /* not settled yet: see checks_choose_way() */
};

#endif
