#!/usr/bin/env python3
"""on_pty.py FILE COMMAND...: run COMMAND on a terminal of its own, as its session's leader.

Each word on our stdin is done when it comes:
  press    the user presses Ctrl-C
  unread   from now on nobody reads the terminal
What the terminal shows goes to FILE. Ends with COMMAND's status, 128 + N after signal N."""
import os
import pty
import select
import signal
import sys

signal.signal(signal.SIGINT, signal.SIG_DFL)  # also until COMMAND is executed
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
while os.tcgetpgrp(terminal) != pid:  # Ctrl-C would reach nobody
    pass
shown = open(sys.argv[1], "wb", buffering=0)
reads, ended = True, os.pidfd_open(pid)
watched = [0, ended]
while True:
    ready = select.select(watched + [terminal] * reads, [], [])[0]
    if terminal in ready:
        try:
            shown.write(os.read(terminal, 65536))
        except OSError:  # the last process has closed the terminal
            reads = False
    elif 0 in ready:
        words = os.read(0, 4096).split()
        os.write(terminal, b"\x03" * words.count(b"press"))
        reads = reads and b"unread" not in words
        if not words:
            watched.remove(0)
    elif ended in ready:
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        sys.exit(status if status >= 0 else 128 - status)
