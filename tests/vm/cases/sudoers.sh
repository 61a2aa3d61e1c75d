# title: the manual's entries for sudoers give a student skbclone for the student's own commands, and nothing else
# needs: sudo visudo setpriv curl
add_student
echo 'students:x:4321:student' >> /etc/group
cp "$BUILD/skbclone" "$BUILD/skbclone-cc" /usr/sbin/
# The entries, as man(1) shows them.
sed -n '/^Cmnd_Alias/,/^\.EE/p' "$BUILD/skbclone.8" | sed '/^\.EE/d; s/\\-/-/g; s/\\e/\\/g' > entries
equal "the commands in the manual" "$(grep -c /usr/sbin/skbclone entries)" 7
# A guest's /etc/sudoers may be unreadable, and its users have no passwords.
rm -f /etc/sudoers
echo 'Defaults env_reset' | cat - entries > /etc/sudoers
chmod 440 /etc/sudoers
visudo -c >visudo.out
for phase in auth account session; do
	echo "$phase required pam_permit.so"
done > /etc/pam.d/sudo
chmod 755 .

as_student() {
	setpriv --reuid 1234 --regid 1234 --groups 1234,4321 "$@"
}
allowed() { # ARGUMENT...: may the student run skbclone with them?
	as_student sudo -n -l /usr/sbin/skbclone "$@" >run.out 2>run.err
}
for arguments in doctor selftest 'trace-fields -- id' 'perf-output -- id -u' 'perf-output -w -- sh -c id' 'count -- id' \
	'why -- env -u root id'; do
	# shellcheck disable=SC2086 # a list of words
	allowed $arguments || fail "the student to run: skbclone $arguments"
done
for arguments in '' count why 'count -u root -- id' 'count --user=root -- id' 'perf-output -d 1' 'perf-output -w' \
	'count -a -- id' 'perf-output -o /etc/passwd --force -- id' 'trace-fields -wu root -- id' 'doctor -f json'; do
	# shellcheck disable=SC2086
	! allowed $arguments || fail "the student not to run: skbclone $arguments"
done

serve
as_student sudo -n /usr/sbin/skbclone perf-output -- sh -c 'id; curl -s -o /dev/null "$0"' "$URL" >run.out 2>run.err ||
	fail "the student's command to be traced"
contains run.err 'uid=1234(student) gid=1234(student) groups=1234(student),4321(students)'
has_rows run 1 || fail "the rows of the student's command"
status=0
as_student sudo -n /usr/sbin/skbclone count -u root -- touch owned >run.out 2>run.err || status=$?
equal "the status of a command as root" $status 1
[[ ! -e owned ]] || fail "no command of the student to run as root"
pkill -x busybox
