# title: an error in the text: clang's message with file and line on stderr, status 1
# limit: 60
mkdir bin
cp "$BUILD/skbclone" bin/
printf '#!/bin/sh\nsed "s/struct skbclone_event event = {};/oops &/" | "%s" "$@"\n' "$BUILD/skbclone-cc" > bin/skbclone-cc
chmod +x bin/skbclone-cc
BUILD=$PWD/bin
# an empty environment has no PATH, and dash's default one finds sed
line=$("$BUILD/skbclone" perf-output --print-program | sed -n '/#line 1 "perf_output.c"/,$p' |
	grep -n 'struct skbclone_event event = {};' | cut -d: -f1)
launch run perf-output --no-cache
ended run
equal "the status" $status 1
contains run.err "perf_output.c:$((line - 1)):"
contains run.err "use of undeclared identifier 'oops'"
equal "what is on stdout" "$(cat run.out)" ""
