/*
 * terminal: forbids COMMAND to type into our caller's terminal, if COMMAND's user is not
 * root. COMMAND may share the terminal with a root shell: what is typed there, the shell
 * runs. A terminal of its own (a pty) would forbid it too, but would change COMMAND's job
 * control, window size and streams. session/child calls it.
 */
#ifndef SKBCLONE_HOST_TERMINAL_H
#define SKBCLONE_HOST_TERMINAL_H

/* In the child, before it becomes another user: for this process and its descendants,
 * TIOCSTI and TIOCLINUX of ioctl(2) fail with EPERM. Returns 0 or -errno. */
int terminal_forbid_typing(void);

#endif
