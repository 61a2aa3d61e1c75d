# title: an error in the program: clang's message with file and line on stderr; status 1, also if stderr is full or closed
edited 's/struct skbclone_event event = {};/oops &/'
line=$("$BUILD/skbclone" perf-output --print-program | sed -n '/#line 1 "perf_output.c"/,$p' |
	grep -n 'struct skbclone_event event = {};' | cut -d: -f1)
fails 1 "perf_output.c:$((line - 1)):" perf-output --no-cache
contains run.err "use of undeclared identifier 'oops'"
equal "what is on stdout" "$(cat run.out)" ""

# LLVM aborts if it cannot write to stderr. So its stderr is a pipe to skbclone.
for stderr in '/dev/full' '&-'; do
	status=0
	eval "\"\$BUILD/skbclone\" perf-output --no-cache 2>$stderr" || status=$?
	equal "the status with 2>$stderr" $status 1
done
