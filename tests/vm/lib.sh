# shellcheck shell=bash
# What the cases share. A case runs with `set -eu -o pipefail` in an empty
# directory of its own, as root, in the guest; whatever it prints is shown if
# it fails. $BUILD is the build tree.

# shellcheck source=tests/expect.sh
. "$(dirname "${BASH_SOURCE[0]}")/../expect.sh"

TRACEFS=/sys/kernel/tracing
SHARED_EVENT=$TRACEFS/events/bpf_trace/bpf_trace_printk/enable
declare -A pid_of

# Wait until the command succeeds, 30 s (or $AWAIT_LIMIT) at most: emulated
# machines are slow.
await() {
	local deadline=$((SECONDS + ${AWAIT_LIMIT:-30}))
	until "$@"; do
		[[ $SECONDS -lt $deadline ]] || fail "this to become true: $*"
		sleep 0.1
	done
}

# start NAME ARGUMENT...: run skbclone in the background, its output in
# NAME.out and NAME.err, and wait until it traces.
start() {
	launch "$@"
	await ready "$1"
}

launch() {
	local name=$1
	shift
	: >"$name.err" # or the banner of an earlier run would be found
	"$BUILD/skbclone" "$@" >"$name.out" 2>"$name.err" &
	pid_of[$name]=$!
}

ready() { # NAME
	grep -q '^Tracing' "$1.err" || ! kill -0 "${pid_of[$1]}" 2>/dev/null
}

# stop NAME [SIGNAL]: end it, by SIGINT if nothing is said; $status is its status.
stop() {
	kill -"${2:-INT}" "${pid_of[$1]}"
	ended "$1"
}

# Wait for the end of a run that ends by itself.
ended() {
	status=0
	wait "${pid_of[$1]}" || status=$?
}

# fails STATUS TEXT ARGUMENT...: this run ends with the status, and says the text.
fails() {
	local wanted=$1 text=$2
	shift 2
	launch run "$@"
	ended run
	equal "the status of: $*" $status "$wanted"
	contains run.err "$text"
}

# edited SCRIPT: from here on $BUILD has a skbclone whose programs sed edits
# before they are compiled. An empty environment has no PATH, and dash's default
# one finds sed.
edited() {
	mkdir bin
	cp "$BUILD/skbclone" bin/
	printf '%s\n' "$1" > script.sed
	printf '#!/bin/sh\nsed -f "%s/script.sed" | exec "%s/skbclone-cc" "$@"\n' "$PWD" "$BUILD" > bin/skbclone-cc
	chmod +x bin/skbclone-cc
	BUILD=$PWD/bin
}

rows() { # NAME: how many
	tail -n +2 "$1.out" | wc -l
}

has_rows() { # NAME N
	[[ $(rows "$1") -ge $2 ]]
}

# counts_run NAME N: the rows' COUNT is 1, 2, 3 ... N, and TIME(s) never goes back.
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

# What JSON says of missed calls where there were none: before 6.7 the kernel
# does not tell.
none_missed() {
	if kernel_is 6.7; then
		echo 0
	else
		echo null
	fi
}

kernel_is() { # VERSION: this one, or later
	printf '%s\n' "$1" "$(uname -r)" | sort -VC
}

skip() { # WHY: this machine cannot show it
	echo "$1"
	exit 77
}

# The independent oracle: a kprobe event of the kernel's own, and its count.
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

# serve: an HTTP server on loopback with a small file; its address is in $URL.
serve() {
	mkdir -p www
	head -c 20000 /dev/zero | tr '\0' x > www/file
	busybox httpd -p 127.0.0.1:8080 -h www
	URL=http://127.0.0.1:8080/file
	await curl -s -o fetched "$URL"
	trap 'pkill -x busybox || true' EXIT
}

nothing_attached() {
	! pgrep -x 'skb.*' >/dev/null &&
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

# A user of the guest's own, for COMMAND and -o under sudo.
add_student() {
	grep -q '^student:' /etc/passwd || {
		echo 'student:x:1234:1234:A student:/home/student:/bin/sh' >> /etc/passwd
		echo 'student:x:1234:' >> /etc/group
		mkdir -p /home/student
		chown 1234:1234 /home/student
	}
}

# Run skbclone as sudo(8) would for the student.
as_sudo() {
	SUDO_UID=1234 SUDO_GID=1234 SUDO_USER=student "$BUILD/skbclone" "$@"
}

# held NAME CALLS COMM: a workload that is a process already, and makes its
# calls once `release NAME` is said. Its process id is in ${pid_of[NAME]}.
held() {
	mkfifo "$1.gate"
	sh -c 'read -r go < "$1"; shift; exec "$@"' held "$1.gate" "$BUILD/workload" "$2" 1 "$3" &
	pid_of[$1]=$!
}

release() { # NAME
	echo go > "$1.gate"
}
