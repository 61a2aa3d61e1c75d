# title: every check is made before the compile, in the promised order
rm -rf /var/cache/skbclone
mkdir bin
cp "$BUILD/skbclone" bin/
printf '#!/bin/sh\ntouch %s/compiled\nexit 1\n' "$PWD" > bin/skbclone-cc
chmod +x bin/skbclone-cc
BUILD=$PWD/bin
refused() { # STATUS TEXT ARGUMENT...
	fails "$@"
	[[ ! -e compiled ]] || fail "nothing to be compiled by: $*"
}

touch old
refused 2 duration trace-fields -d 0 -o old -- no-such-command
umount $TRACEFS
refused 3 'tracefs: not mounted' trace-fields -o old -- no-such-command
refused 127 no-such-command perf-output -o old -- no-such-command
refused 1 'old: the file exists' perf-output -o old -- true
mount -t tracefs tracefs $TRACEFS
mount --bind /dev/null /sys/kernel/btf/vmlinux
refused 3 /sys/kernel/btf/vmlinux count -- no-such-command
umount /sys/kernel/btf/vmlinux
