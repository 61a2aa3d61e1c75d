/*
 * user: on whose behalf we run. Under sudo that is the user who called it, and
 * COMMAND and the output file are theirs, not root's.
 */
#ifndef SKBCLONE_HOST_USER_H
#define SKBCLONE_HOST_USER_H

#include <stdbool.h>
#include <sys/types.h>

struct user {
	uid_t uid;
	gid_t gid;
	bool is_caller; /* we are that user already: nothing to become */
	char *name;
	char *home;
	char *shell;
	gid_t *groups;
	int group_count;
};

/*
 * The user of that name; NULL: who called sudo, else who we are. 0, -ENOENT
 * (no such user), -EPERM (another user's name, and we are not root), or
 * another -errno. Released by user_release().
 */
int user_find(struct user *user, const char *name);
void user_release(struct user *user);

/* Become the user for good, environment included, as the child that is about
 * to run COMMAND. 0 or -errno. */
int user_become(const struct user *user);

/* Open or look at files with the user's rights: between enter and leave the
 * effective identity is theirs. 0 or -errno. */
int user_enter(const struct user *user);
void user_leave(const struct user *user);

#endif
