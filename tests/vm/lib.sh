# shellcheck shell=bash
# Functions for the cases. cases/README.md says how a case runs. $BUILD is the build tree.

# shellcheck source=tests/expect.sh
. "$(dirname "${BASH_SOURCE[0]}")/../expect.sh"

TRACEFS=/sys/kernel/tracing
SHARED_EVENT=$TRACEFS/events/bpf_trace/bpf_trace_printk/enable
declare -A pid_of

# Wait until the command succeeds. The limit is for what never comes: on an emulated machine
# beside others, a service that may use a fifth of a CPU takes five minutes to compile. What is
# awaited uses the same CPU, and to start a process, such as sleep, takes 30 ms there: hence
# `read`, from a pipe that stays empty.
exec {empty_pipe}<> <(:)
await() {
	local deadline=$((SECONDS + 600))
	until "$@"; do
		[[ $SECONDS -lt $deadline ]] || fail "this to become true: $*"
		read -rt 0.1 -u "$empty_pipe" || true
	done
}

# start NAME ARGUMENT...: run skbclone in the background, and wait until it traces. Its
# output is in NAME.out and NAME.err, its process id in ${pid_of[NAME]}.
start() {
	launch "$@"
	await ready "$1"
	contains "$1.err" Tracing
}

# launch NAME ARGUMENT...: as start, but without the wait.
launch() {
	local name=$1
	shift
	: >"$name.err" # else `ready` finds the banner of an earlier run
	"$BUILD/skbclone" "$@" >"$name.out" 2>"$name.err" &
	pid_of[$name]=$!
}

ready() { # NAME: it traces, or has ended
	[[ $'\n'$(<"$1.err") == *$'\n'Tracing* ]] || ! kill -0 "${pid_of[$1]}" 2>/dev/null
}

# stop NAME [SIGNAL]: send it SIGNAL (default: INT), and wait for its end. $status is its
# status.
stop() {
	kill -"${2:-INT}" "${pid_of[$1]}"
	ended "$1"
}

# ended NAME: wait until it ends by itself. $status is its status.
ended() {
	status=0
	wait "${pid_of[$1]}" || status=$?
}

# fails STATUS TEXT ARGUMENT...: run skbclone; expect STATUS, and TEXT on stderr.
fails() {
	local wanted=$1 text=$2
	shift 2
	launch run "$@"
	ended run
	equal "the status of: $*" $status "$wanted"
	contains run.err "$text"
}

# edited SCRIPT: make $BUILD a copy whose compiler edits each program with this sed script.
# The compiler's environment is empty, but dash has a default PATH, which finds sed. The
# compile must be in the process that was started: its CPU time shows that it is alive.
edited() {
	mkdir bin
	cp "$BUILD/skbclone" bin/
	printf '%s\n' "$1" > script.sed
	cat > bin/skbclone-cc <<-END
		#!/bin/sh
		program=\$(sed -f '$PWD/script.sed')
		exec '$BUILD/skbclone-cc' "\$@" <<TEXT
		\$program
		TEXT
	END
	chmod +x bin/skbclone-cc
	BUILD=$PWD/bin
}

# replayed: make $BUILD a copy whose compiler compiles a program only the first time in this
# guest, and then prints the same object again: an emulated machine compiles for seconds. Each
# call of it adds a line to the file `compiled`. Its first argument, KERNEL_DIR, is another in
# each run.
replayed() {
	mkdir -p replayed /run/objects
	cp "$BUILD/skbclone" "$BUILD/workload" replayed/
	cat > replayed/skbclone-cc <<-END
		#!/bin/bash
		echo >> '$PWD/compiled'
		program=\$(cat)
		object=/run/objects/\$(cksum <<<"\${*:2} \$program" | tr ' ' .)
		[[ ! -s \$object ]] || exec cat "\$object"
		exec '$BUILD/skbclone-cc' "\$@" <<<"\$program" > >(tee "\$object")
	END
	chmod +x replayed/skbclone-cc
	BUILD=$PWD/replayed
}

rows() { # NAME: print the number of its rows
	tail -n +2 "$1.out" | wc -l
}

has_rows() { # NAME N
	local lines
	mapfile -tn $(($2 + 1)) lines <"$1.out"
	[[ ${#lines[@]} -gt $2 ]]
}

# counts_run NAME N: expect N rows with COUNT 1, 2, 3 ... N, and a TIME(s) that never goes
# back.
counts_run() {
	awk -v n="$2" '
		NR == 1 { next }
		$NF != NR - 1 { print "row " NR - 1 " has COUNT " $NF; exit 1 }
		$1 + 0 < last { print "row " NR - 1 " goes back in time"; exit 1 }
		{ last = $1 + 0 }
		END { if (NR - 1 != n) { print NR - 1 " rows"; exit 1 } }
	' "$1.out" || fail "$2 rows in $1.out, counted and in the order of time"
}

summary_is() { # NAME CALLS SHOWN
	contains "$1.err" "skbclone: $2 calls, $3 shown, $(($2 - $3)) lost"
}

# Print the value of "missed" in JSON if no call was missed: kernels before 6.7 do not
# count missed calls.
none_missed() {
	if kernel_is 6.7; then
		echo 0
	else
		echo null
	fi
}

kernel_is() { # VERSION: is the kernel of this version or later?
	printf '%s\n' "$1" "$(uname -r)" | sort -VC
}

can_fentry() { # the kernels on which --probe fentry works
	if [[ $(uname -m) == aarch64 ]]; then
		kernel_is 6.4
	else
		kernel_is 5.12
	fi
}

# open_switches: $enabled and $ftrace are the files by which root switches off kprobes, and
# all that ftrace calls. close_switches switches both on again. The debugfs is a mount of our
# own: skbclone must find its way to the switch without one in the usual place.
open_switches() {
	mkdir debug
	mount -t debugfs debugfs debug
	enabled=$PWD/debug/kprobes/enabled
	ftrace=/proc/sys/kernel/ftrace_enabled
}

close_switches() {
	echo 1 > "$enabled"
	echo 1 > $ftrace
	umount "${enabled%/kprobes/enabled}"
}

# Load modules that the kernel would ask for by itself on an ordinary machine: a guest's
# first root has no modprobe.
load() { # MODULE...
	local module
	for module; do
		modprobe "$module" || skip "no module $module"
	done
}

# A network namespace at the other end of a veth: its device is DEVICE-far there, with the
# address PREFIX.2; DEVICE here has PREFIX.1.
connect_namespace() { # NAMESPACE DEVICE PREFIX
	ip netns add "$1"
	ip link add "$2" type veth peer name "$2-far" netns "$1"
	ip addr add "$3.1/24" dev "$2"
	ip link set "$2" up
	ip -n "$1" addr add "$3.2/24" dev "$2-far"
	ip -n "$1" link set "$2-far" up
	ip -n "$1" link set lo up
}

skip() { # WHY: end the case, which cannot run on this machine
	echo "$1"
	exit 77
}

# An independent count of the calls: a kprobe event of the kernel, without BPF.
oracle_start() {
	echo 'p:ref skb_clone' > $TRACEFS/kprobe_events
	echo 1 > $TRACEFS/events/kprobes/ref/enable
}

oracle_hits() {
	awk '$1 == "ref" { print $2 }' $TRACEFS/kprobe_profile
}

oracle_stop() {
	echo 0 > $TRACEFS/events/kprobes/ref/enable
	echo > $TRACEFS/kprobe_events
}

# An independent record of who calls a function: a kprobe event of the kernel notes the
# return address. (Debian's kernel 5.10 has no histograms of stacks.)
CALLERS=$TRACEFS/instances/callers
callers_start() { # FUNCTION
	local address=\$stack0
	[[ $(uname -m) != aarch64 ]] || address=%x30
	echo "p:callers $1 by=$address:symbol" > $TRACEFS/kprobe_events
	mkdir $CALLERS
	echo 16384 > $CALLERS/buffer_size_kb
	echo 1 > $CALLERS/events/kprobes/callers/enable
}

callers() { # print the caller of each call so far, a line for each
	sed -n 's/.* by=\([^+.]*\).*/\1/p' $CALLERS/trace
}

callers_stop() {
	echo 0 > $CALLERS/events/kprobes/callers/enable
	rmdir $CALLERS
	echo > $TRACEFS/kprobe_events
}

# install_build ARGUMENT...: run cmake --install. The build tree is read-only here, but cmake
# writes a list of the installed files into it.
install_build() {
	mkdir upper work
	mount -t tmpfs tmpfs upper
	mkdir upper/data upper/work
	mount -t overlay -o "lowerdir=$BUILD,upperdir=upper/data,workdir=upper/work" overlay "$BUILD"
	cmake --install "$BUILD" "$@" >install.out
	umount "$BUILD" upper
}

# serve: start an HTTP server on loopback. $URL is the address of a small file there.
serve() {
	mkdir -p www
	head -c 20000 /dev/zero | tr '\0' x > www/file
	busybox httpd -p 127.0.0.1:8080 -h www
	URL=http://127.0.0.1:8080/file
	await curl -s -o fetched "$URL"
	trap 'pkill -x busybox || true' EXIT
}

nothing_attached() {
	! grep -qsx 'skb.*' /proc/[0-9]*/comm &&
		! grep -q 'trace_skb_clone.*\[bpf\]' /proc/kallsyms
}

expect_nothing_left() {
	local left
	await nothing_attached
	left=$(cd $TRACEFS/instances && ls -d skbclone-* 2>/dev/null || true)
	equal "what is left of trace instances" "$left" ""
	left=$(grep skbclone $TRACEFS/kprobe_events || true)
	equal "what is left of kprobe events" "$left" ""
	left=$(ls -d /tmp/skbclone-* 2>/dev/null || true)
	equal "what is left in /tmp" "$left" ""
}

# on_pty FILE COMMAND...: see on_pty.py.
on_pty() {
	"$(dirname "${BASH_SOURCE[0]}")/on_pty.py" "$@"
}

# full_pipe COMMAND...: become it, with a full pipe as stderr, which nobody reads.
full_pipe() {
	exec python3 -c '
import os, sys
read, write = os.pipe()
os.set_blocking(write, False)
try:
    while True:
        os.write(write, b"x" * 4096)
except BlockingIOError:
    os.set_blocking(write, True)
os.dup2(write, 2)
os.set_inheritable(read, True)
os.execvp(sys.argv[1], sys.argv[1:])' "$@"
}

# Add the user `student` to the guest, for COMMAND and -o under sudo.
add_student() {
	grep -q '^student:' /etc/passwd || {
		echo 'student:x:1234:1234:A student:/home/student:/bin/sh' >> /etc/passwd
		echo 'student:x:1234:' >> /etc/group
		mkdir -p /home/student
		chown 1234:1234 /home/student
	}
}

# Run skbclone as if the student had called it with sudo(8).
as_sudo() {
	SUDO_UID=1234 SUDO_GID=1234 SUDO_USER=student "$BUILD/skbclone" "$@"
}

# held NAME CALLS COMM: start a workload that waits for `release NAME` before it makes its
# calls. Its process id is in ${pid_of[NAME]}.
held() {
	mkfifo "$1.gate"
	sh -c 'read -r go < "$1"; shift; exec "$@"' held "$1.gate" "$BUILD/workload" "$2" 1 "$3" &
	pid_of[$1]=$!
}

release() { # NAME
	echo go > "$1.gate"
}
