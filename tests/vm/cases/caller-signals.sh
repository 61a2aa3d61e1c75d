# title: whatever signals the caller ignores or blocks, a run counts, ends and knows its command's status
# variants: perf-output trace-fields count
# needs: python3
# as_caller PYTHON ARGUMENT...: run skbclone after this statement.
as_caller() {
	local statement=$1
	shift
	status=0
	python3 -c "
import os, signal, sys
$statement
os.execv(sys.argv[1], sys.argv[1:])" "$BUILD/skbclone" "$@" >run.out 2>run.err || status=$?
}

as_caller 'signal.signal(signal.SIGCHLD, signal.SIG_IGN)' $VARIANT --no-cache -- sh -c 'exit 7'
equal "the status if SIGCHLD is ignored" $status 7
as_caller 'signal.signal(signal.SIGCHLD, signal.SIG_IGN)' $VARIANT -q -- grep ^SigIgn /proc/self/status
contains run.err 'SigIgn:	0000000001010000' # SIGCHLD, and SIGXFSZ as python sets it; not SIGPIPE

as_caller 'signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32))' $VARIANT -q -- grep ^SigBlk /proc/self/status
contains run.err 'SigBlk:	000000007ffbfeff'
as_caller 'signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32))' $VARIANT -d 0.5
equal "the status if all is blocked" $status 0

# More rows than the limit of file sizes lets through.
"$BUILD/skbclone" $VARIANT -q -d 0.01
(ulimit -f 1; exec "$BUILD/skbclone" $VARIANT -q -P -o rows -- "$BUILD/workload" 30 1 x 400) >run.out 2>run.err || status=$?
equal "the status beyond the limit of file sizes" $status 1
contains run.err 'skbclone: output: File too large'
contains run.err 'hint: raise the limit of file sizes: ulimit -f'
equal "its lines" "$(grep -cv '^[0-9]*$' run.err)" 2
[[ $(stat -c %s rows) -le 1024 ]] || fail "a file within the limit"
[[ $(tail -c 1 rows | od -An -tx1) == " 0a" ]] || fail "whole rows"
