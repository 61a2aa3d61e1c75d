# On a kernel without kprobes, each subcommand gives status 3 and one line that names
# them. It compiles nothing.
[[ $(id -u) == 0 ]] || exit 77
[[ ! -e /sys/bus/event_source/devices/kprobe/type ]] || exit 77
mkdir bin
cp "$BUILD/skbclone" bin/
printf '#!/bin/sh\ntouch %s/compiled\n' "$PWD" > bin/skbclone-cc
chmod +x bin/skbclone-cc
BUILD=$PWD/bin
for variant in trace-fields perf-output count why; do
	try $variant
	equal "the status" $status 3
	contains run.err CONFIG_KPROBES
	equal "the lines printed" "$(grep -cv '^hint: ' run.err)" 1
	[[ ! -e compiled ]] || fail "nothing to be compiled"
done
