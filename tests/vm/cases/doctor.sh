# title: doctor: 0 if both variants work, else it names what is missing, and so do the subcommands
# needs: jq setpriv
chmod 755 .
real=$BUILD
replayed
doctor() { # STATUS
	status=0
	"$BUILD/skbclone" doctor -f json > checks.out 2> checks.err || status=$?
	equal "doctor's status" $status "$1"
	equal "doctor's stderr" "$(cat checks.err)" ""
}
check() { # NAME STATUS TEXT
	equal "the status of $1" "$(jq -r "select(.check == \"$1\").status" checks.out)" "$2"
	jq -r "select(.check == \"$1\") | .detail + .remedy" checks.out | grep -qF -- "$3" || fail "$1 to say '$3'"
}
doctor 0
equal "what is not ok" "$(jq -r 'select(.status != "ok").check' checks.out)" ""
equal "the keys" "$(jq -rc 'keys_unsorted | join(" ")' checks.out | sort -u)" "check status detail remedy"
check libbcc ok LLVM
check why ok 'stacks and packets'
"$BUILD/skbclone" doctor > table.out
equal "the lines of the table" "$(wc -l < table.out)" "$(wc -l < checks.out)"
status=0
"$BUILD/skbclone" doctor > /dev/full 2> full.err || status=$?
equal "the status with a full disk" $status 1
contains full.err 'skbclone: stdout: cannot write to it'
rm -rf /var/cache/skbclone

umount $TRACEFS
doctor 3
check tracefs failure 'mount -t tracefs'
fails 3 'hint: mount -t tracefs' trace-fields
"$BUILD/skbclone" perf-output -q -- true >/dev/null
mount -t tracefs tracefs $TRACEFS

mount --bind /dev/null /sys/kernel/btf/vmlinux
doctor 0
check btf warning CONFIG_DEBUG_INFO_BTF
check packet warning 'perf-output -w shows less of PACKET'
check why warning 'btf: cannot read the types'
fails 3 'btf: cannot read the types needed to tell processes apart' perf-output -P
umount /sys/kernel/btf/vmlinux

rm -rf /var/cache/skbclone
grep -v ' skb_clone$' /proc/kallsyms > kallsyms
mount --bind kallsyms /proc/kallsyms
doctor 3
check skb_clone failure 'no such symbol'
umount /proc/kallsyms
sed -i '1i 0000000000000000 t skb_clone.isra.0' kallsyms
mount --bind kallsyms /proc/kallsyms
doctor 3
check skb_clone failure 'only as skb_clone.isra.0'
fails 3 'only as skb_clone.isra.0' perf-output --no-cache
umount /proc/kallsyms

mount -t debugfs debugfs /sys/kernel/debug
printf '0x1-0x2\tskb_clone\n' > blacklist
mount --bind blacklist /sys/kernel/debug/kprobes/blacklist
doctor 3
check skb_clone failure 'kprobes/blacklist'
fails 3 'kprobes/blacklist' perf-output --no-cache
umount /sys/kernel/debug/kprobes/blacklist
umount /sys/kernel/debug

mount -t tmpfs tmpfs /sys/bus/event_source/devices
mount --bind /dev/null /sys/kernel/btf/vmlinux # else it would trace by fentry
doctor 3
check kprobes failure CONFIG_KPROBES
fails 3 'kprobes: this kernel was built without' perf-output
umount /sys/kernel/btf/vmlinux
umount /sys/bus/event_source/devices

cp "$real/skbclone" "$real/skbclone-cc" .
status=0
setpriv --reuid 65534 --clear-groups ./skbclone doctor -f json > checks.out || status=$?
equal "the status without privileges" $status 4
check privileges failure sudo
check load failure sudo
