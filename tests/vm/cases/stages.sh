# title: Ctrl-C and SIGKILL at each stage: the run ends, with totals once attached, and leaves nothing
# variants: perf-output trace-fields count
# needs: strace
# strace sends the signal at the Nth call of SYSCALL: a name, or /REGEX, because arm64 has
# only the newer system call of some pairs.
at() { # STAGE SIGNAL SYSCALL N ARGUMENT...
	local stage=$1 signal=$2 call=$3 n=$4
	shift 4
	status=0
	strace -qq -o calls -e trace="$call" -e signal=none -e "inject=$call:signal=SIG$signal:when=$n" \
		"$BUILD/skbclone" $VARIANT "$@" >run.out 2>run.err || status=$?
	if [[ $signal == KILL ]]; then
		equal "the status after SIGKILL at $stage" $status 137
	else
		equal "the status after Ctrl-C at $stage" $status 0
	fi
	expect_nothing_left
	equal "the shared event after SIG$signal at $stage" "$(cat $SHARED_EVENT)" 0
}
traced() { # 0|1 STAGE
	equal "whether the summary is there after $2" "$(grep -c ' calls, ' run.err || true)" "$1"
}

echo 0 > $SHARED_EVENT
# The number of the first dup2(2) after the program is loaded.
strace -qq -o calls -e trace='/^(bpf|dup[23])$' "$BUILD/skbclone" $VARIANT -q -d 0.01
loaded=$(awk '/^dup[23]/ { n++ } /PROG_LOAD/ { at = n + 1 } END { print at }' calls)

for signal in INT KILL; do
	at compile $signal '/^p?poll$' 1 --no-cache
	traced 0 compile
	at load $signal bpf 2
	at 'load, later' $signal bpf 3
	at loaded $signal '/^dup[23]$' $loaded
	at attach $signal perf_event_open 1
	at polling $signal '/^p?poll$' 3
	at draining $signal setpriority 1 -d 0.2
	if [[ $signal == INT ]]; then
		traced 1 draining
	fi
done
