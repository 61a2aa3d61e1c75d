# title: an error in the text: clang's message with file and line on stderr, status 1; whatever stderr is
# limit: 90
edited 's/struct skbclone_event event = {};/oops &/'
line=$("$BUILD/skbclone" perf-output --print-program | sed -n '/#line 1 "perf_output.c"/,$p' |
	grep -n 'struct skbclone_event event = {};' | cut -d: -f1)
fails 1 "perf_output.c:$((line - 1)):" perf-output --no-cache
contains run.err "use of undeclared identifier 'oops'"
equal "what is on stdout" "$(cat run.out)" ""

# LLVM aborts where it cannot write to its stderr; ours is a pipe.
for stderr in '/dev/full' '&-'; do
	status=0
	eval "\"\$BUILD/skbclone\" perf-output --no-cache 2>$stderr" || status=$?
	equal "the status with 2>$stderr" $status 1
done
