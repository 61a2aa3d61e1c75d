# title: a command gets the caller's user, environment, signals and limits, and no descriptor of skbclone
# needs: setsid
add_student
chmod 755 .
cat > look <<'END'
#!/bin/bash
echo "user $(id -un) $(id -u) $(id -g) $(id -G)"
echo "home $HOME $USER $LOGNAME $SHELL"
echo "descriptors $(cd /proc/self/fd && echo *)"
grep -E '^Sig(Blk|Ign)' /proc/self/status | tr -d '\t'
echo "memlock $(ulimit -l) umask $(umask)"
END
chmod 755 look
look=$PWD/look

ulimit -l 64
umask 027
"$BUILD/skbclone" perf-output -q -- "$look" >plain.out 2>plain.err
contains plain.err 'user root 0 0 0'
contains plain.err 'memlock 64 umask 0027'
contains plain.err 'SigBlk:0000000000000000'
contains plain.err 'SigIgn:0000000000000000'
"$look" > alone.out
equal "its descriptors" "$(grep ^descriptors plain.err)" "$(grep ^descriptors alone.out)"
equal "what is on stdout" "$(tail -n +2 plain.out)" ""

(trap '' INT PIPE; "$BUILD/skbclone" count -q -- "$look" 2>ignored.err >/dev/null)
contains ignored.err 'SigIgn:0000000000000002' # SIGINT stays ignored, SIGPIPE gets its default

as_sudo count -q -- "$look" 2>sudo.err >/dev/null
contains sudo.err 'user student 1234 1234 1234'
contains sudo.err 'home /home/student student student /bin/sh'
as_sudo count -q -u root -- "$look" 2>root.err >/dev/null
contains root.err 'user root 0 0 0'
status=0
"$BUILD/skbclone" count -q -u nobody-here -- "$look" 2>unknown.err >/dev/null || status=$?
equal "the status of an unknown user" $status 1
contains unknown.err 'skbclone: user nobody-here: no such user'

# With -o the command keeps its stdout.
"$BUILD/skbclone" count -q -o rows.csv -f csv -- echo hello > kept.out
equal "stdout" "$(cat kept.out)" hello

# It gets the whole environment, also what skbclone does not read.
(export GCONV_PATH=/nowhere LANG=C.UTF-8; "$BUILD/skbclone" count -q -- env 2>environment.err >/dev/null)
contains environment.err 'GCONV_PATH=/nowhere'
contains environment.err 'LANG=C.UTF-8'
