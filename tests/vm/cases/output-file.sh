# title: -o FILE refuses existing files, links and FIFOs and leaves them untouched; under sudo it acts as the caller
# needs: setpriv
add_student
mkdir -m 1777 sticky
chmod 755 .
refused() { # FILE WHY ARGUMENT...
	local file=$1 why=$2
	shift 2
	launch run count -o "$file" "$@" -- true
	ended run
	equal "the status with $file" $status 1
	contains run.err "skbclone: $file: $why"
	equal "the lines on stdout" "$(wc -l < run.out)" 0
}

echo old > existing
refused existing 'the file exists'
equal "the old file" "$(cat existing)" old
ln -s existing link
refused link 'the file exists'
refused link 'not a regular file' --force
ln -s nothing dangling
refused dangling 'the file exists'
[[ ! -e nothing ]] || fail "nothing to be created through a link"
mkfifo fifo
refused fifo 'not a regular file' --force
refused . 'not a regular file' --force
refused none/file 'No such file or directory'
equal "the old file" "$(cat existing)" old

# A failed start does not change an old file, and leaves no new one.
mkdir bin
cp "$BUILD/skbclone" bin/
printf '#!/bin/sh\nexit 1\n' > bin/skbclone-cc
chmod +x bin/skbclone-cc
for file in existing new; do
	status=0
	bin/skbclone count --no-cache --force -o $file -- true 2>run.err || status=$?
	equal "the status" $status 1
done
equal "the old file" "$(cat existing)" old
[[ ! -e new ]] || fail "no new file"

# Under sudo it acts as the caller, also in a sticky directory with a file of another user.
echo others > sticky/file
chmod 644 sticky/file
status=0
as_sudo count --force -o sticky/file -- true 2>run.err || status=$?
equal "the status" $status 1
contains run.err 'sticky/file: Permission denied'
equal "the other's file" "$(cat sticky/file)" others
as_sudo count -q -o sticky/mine -- true
equal "the owner" "$(stat -c '%U %G' sticky/mine)" 'student student'
status=0
as_sudo count -q -o /root/theirs -- true 2>run.err || status=$?
equal "the status" $status 1

"$BUILD/skbclone" count -q --force -o existing -f csv -- "$BUILD/workload" 3
equal "the first line" "$(head -n 1 existing)" 'comm,pid,count'

# When the disk is full, the rows before are whole, and the summary says how many.
mkdir small
mount -t tmpfs -o size=64k tmpfs small
launch full perf-output -o small/rows -- "$BUILD/workload" 20000
ended full
equal "the status" $status 1
contains full.err 'No space left on device'
lines=$(wc -l < small/rows)
contains full.err ", $((lines - 1)) shown, "
equal "what ends the file" "$(tail -c 1 small/rows | od -An -c | tr -d ' ')" '\n'
umount small
launch full perf-output --force -o /dev/full -- true
ended full
equal "the status with /dev/full" $status 1

# As in a container whose root may not become others.
status=0
SUDO_UID=1234 setpriv --bounding-set -setgid "$BUILD/skbclone" count -d 1 -o theirs \
	2>run.err || status=$?
equal "the status without CAP_SETGID" $status 1
contains run.err 'skbclone: theirs: Operation not permitted'

# The user who called sudo is in no list of users.
status=0
SUDO_UID=4321 "$BUILD/skbclone" count -d 1 -o theirs 2>run.err || status=$?
equal "the status for a user without a name" $status 1
contains run.err 'skbclone: user who called sudo: no such user'
