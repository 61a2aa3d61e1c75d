# title: if skbclone-cc is killed, hangs or prints garbage: one clear line and status 1, within 30 s
mkdir bin
cp "$BUILD/skbclone" bin/
REAL=$BUILD BUILD=$PWD/bin

run_with() { # SCRIPT: run with this shell script as skbclone-cc
	printf '#!/bin/sh\n%s\n' "$1" > bin/skbclone-cc
	chmod +x bin/skbclone-cc
	launch run perf-output --no-cache
	ended run
	equal "the status" $status 1
	equal "the lines printed" "$(wc -l < run.err)" 1
	cat run.err
}

run_with 'kill -KILL $$'
contains run.err 'signal 9'
run_with 'echo garbage'
contains run.err 'invalid output from the compiler'
run_with 'cat /dev/zero'
contains run.err 'skbclone: skbclone-cc: '
run_with 'exec >&-; exec 2>&-; exit 0'
contains run.err 'invalid output from the compiler'
start=$SECONDS
run_with 'sleep 1000'
contains run.err 'no CPU time used for 10 s'
[[ $((SECONDS - start)) -le 30 ]] || fail "an end within 30 s"

# One that is only slow is waited for: stopped for longer than a hung one has, and then
# going on.
cat > bin/skbclone-cc <<-END
	#!/bin/sh
	touch $PWD/slow
	kill -STOP \$\$
	exec $REAL/skbclone-cc "\$@"
END
launch slow perf-output --no-cache -d 0.1
await test -e slow
sleep 12
pkill -CONT -f bin/skbclone-cc
ended slow
equal "the status of a slow compile" $status 0

# Ctrl-C during the compile ends the run without a failure.
printf '#!/bin/sh\ntouch %s/compiling\nsleep 1000\n' "$PWD" > bin/skbclone-cc
launch run perf-output --no-cache
await test -e compiling
start=$SECONDS
stop run
equal "the status" $status 0
[[ $((SECONDS - start)) -le 5 ]] || fail "a prompt end"
equal "what is printed" "$(cat run.err run.out)" ""

# The dynamic linker exits with 127 if libbcc is missing, or is one that does not fit.
printf '#!/bin/sh\nexit 127\n' > bin/skbclone-cc
fails 1 'skbclone-cc: cannot be run, or a library of libbcc is missing' perf-output --no-cache
contains run.err 'hint: install libbpfcc'
