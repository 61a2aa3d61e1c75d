/*
 * user: the user for whom skbclone runs. Under sudo this is the user who called sudo, not
 * root: COMMAND runs as this user, and the output file belongs to this user.
 */
#ifndef SKBCLONE_HOST_USER_H
#define SKBCLONE_HOST_USER_H

#include <stdbool.h>
#include <sys/types.h>

struct user {
	uid_t uid;
	gid_t gid;
	bool is_caller; /* the process has this user's id already: switch nothing */
	char *name;
	char *home;
	char *shell;
	gid_t *groups;
	int group_count;
};

/*
 * Find the user by name; NULL: the user who called sudo, else the process's own. Returns 0,
 * -ENOENT (no such user), -EPERM (another user, and we are not root) or another -errno. The
 * caller calls user_release().
 */
int user_find(struct user *user, const char *name);
void user_release(struct user *user);

/* Log why user_find(user, name) failed. error: what it returned. */
void user_log_missing(const char *name, int error);

/* Become the user for good, and set the environment to match. The child calls this before
 * it executes COMMAND. Returns 0 or -errno. */
int user_become(const struct user *user);

/* Take the user's ids for good, and leave the environment. Returns 0 or -errno. */
int user_take_ids(const struct user *user);

/* Between enter and leave the process opens and checks files with the user's rights: its
 * effective ids are the user's. user_enter() returns 0 or -errno; user_leave() aborts the
 * process if it fails. */
int user_enter(const struct user *user);
void user_leave(const struct user *user);

#endif
