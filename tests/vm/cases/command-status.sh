# title: skbclone exits with the command's status; a command that cannot run gives 126 or 127 without a compile
status_of() { # STATUS COMMAND...
	local wanted=$1
	shift
	launch run count -q -- "$@"
	ended run
	equal "the status of: $*" $status "$wanted"
}

status_of 7 sh -c 'exit 7'
status_of 6 sh -c 'exit 6' # the number of no status of ours
status_of 0 true
status_of 137 sh -c 'kill -KILL $$'
status_of 143 sh -c 'kill -TERM $$'
status_of 139 sh -c 'kill -SEGV $$'

printf '#!/no/such/interpreter\n' > no-interpreter
chmod +x no-interpreter
status_of 126 ./no-interpreter
contains run.err 'skbclone: ./no-interpreter: cannot be executed: No such file or directory'

rm -rf /var/cache/skbclone
# This copy of skbclone has no compiler. So the check comes before the compile.
mkdir bin
cp "$BUILD/skbclone" bin/
BUILD=$PWD/bin
status_of 127 no-such-command
contains run.err 'skbclone: no-such-command: command not found'
status_of 127 ./no-such-file
touch not-executable
status_of 126 ./not-executable
contains run.err 'skbclone: ./not-executable: cannot be executed: Permission denied'
status_of 126 .
PATH=$PWD:$PATH status_of 126 not-executable
