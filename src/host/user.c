#include "host/user.h"

#include "base/language.h"
#include "base/log.h"
#include "base/number.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* sudo(8) sets SUDO_UID. We read it as root only, so a false value gives no privilege. */
static uid_t calling_uid(void)
{
	const char *text = getenv("SUDO_UID");
	uint64_t uid;

	if (geteuid() == 0 && text && number_parse(text, UINT32_MAX - 1, &uid) == 0)
		return uid;
	return geteuid();
}

static int find_groups(struct user *user)
{
	int count = 0;

	getgrouplist(user->name, user->gid, NULL, &count);
	user->groups = calloc(count, sizeof(*user->groups));
	if (!user->groups)
		return -ENOMEM;
	if (getgrouplist(user->name, user->gid, user->groups, &count) < 0)
		return -EINVAL;
	user->group_count = count;
	return 0;
}

int user_find(struct user *user, const char *name)
{
	struct passwd *entry;
	int error;

	*user = (struct user){0};
	errno = 0;
	entry = name ? getpwnam(name) : getpwuid(calling_uid());
	if (!entry && !name && calling_uid() == geteuid()) {
		/* A uid without a passwd entry, as in some containers: keep it. */
		*user = (struct user){.uid = geteuid(), .gid = getegid(), .is_caller = true};
		return 0;
	}
	if (!entry)
		return errno ? -errno : -ENOENT;
	user->uid = entry->pw_uid;
	user->gid = entry->pw_gid;
	user->is_caller = user->uid == geteuid();
	if (!user->is_caller && geteuid() != 0)
		return -EPERM;
	user->name = strdup(entry->pw_name);
	user->home = strdup(entry->pw_dir);
	user->shell = strdup(entry->pw_shell);
	error = user->name && user->home && user->shell ? find_groups(user) : -ENOMEM;
	if (error)
		user_release(user);
	return error;
}

void user_log_missing(const char *name, int error)
{
	log_error("user %s: %s", name ? name : _("who called sudo"),
		  error == -ENOENT ? _("no such user") : strerror(-error));
}

void user_release(struct user *user)
{
	free(user->name);
	free(user->home);
	free(user->shell);
	free(user->groups);
	*user = (struct user){0};
}

int user_take_ids(const struct user *user)
{
	if (user->is_caller)
		return 0;
	if (setgroups(user->group_count, user->groups) < 0 ||
	    setresgid(user->gid, user->gid, user->gid) < 0 ||
	    setresuid(user->uid, user->uid, user->uid) < 0)
		return -errno;
	return 0;
}

int user_become(const struct user *user)
{
	int error = user_take_ids(user);

	if (error || user->is_caller)
		return error;
	if (setenv("HOME", user->home, 1) < 0 || setenv("USER", user->name, 1) < 0 ||
	    setenv("LOGNAME", user->name, 1) < 0 || setenv("SHELL", user->shell, 1) < 0)
		return -ENOMEM;
	return 0;
}

int user_enter(const struct user *user)
{
	int error;

	if (user->is_caller)
		return 0;
	/* Without CAP_SETGID this fails, and so would the way back. */
	if (setgroups(user->group_count, user->groups) < 0)
		return -errno;
	if (setegid(user->gid) == 0 && seteuid(user->uid) == 0)
		return 0;
	error = -errno;
	user_leave(user);
	return error;
}

/* Return to root with root's group alone: later opens need no other group. */
void user_leave(const struct user *user)
{
	const gid_t root = 0;

	if (user->is_caller)
		return;
	if (seteuid(0) < 0 || setegid(0) < 0 || setgroups(1, &root) < 0)
		abort();
}
