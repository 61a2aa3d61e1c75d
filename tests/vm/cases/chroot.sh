# title: a compile works in a chroot, and where mounting is refused: in a directory of /tmp, which is removed
root=$PWD/root
mkdir -p "$root$BUILD" "$root/tmp"
for name in bin sbin lib lib32 lib64 usr etc dev proc sys var; do
	if [[ -L /$name ]]; then
		cp -d "/$name" "$root/$name"
	elif [[ -d /$name ]]; then
		mkdir -p "$root/$name"
		mount --rbind "/$name" "$root/$name"
	fi
done
mountpoint -q "$root$BUILD" || mount --bind "$BUILD" "$root$BUILD"
leave() {
	umount -R "$root"/{bin,sbin,lib,lib32,lib64,usr,etc,dev,proc,sys,var} "$root$BUILD" 2>umount.log || true
}
trap leave EXIT
compiles() { # COMMAND...: skbclone compiles anew, and counts
	status=0
	"$@" count --no-cache -q -- "$BUILD/workload" 20 >run.out 2>run.err || status=$?
	equal "the status of: $*" $status 0
	equal "what is counted" "$(awk '$1 == "workload" { print $3 }' run.out)" 20
}
compiles chroot "$root" "$BUILD/skbclone"
equal "what is left in /tmp of the chroot" "$(ls "$root/tmp")" ""

# No process may have a mount namespace of its own.
limit=/proc/sys/user/max_mnt_namespaces
before=$(cat $limit)
echo 0 > $limit
compiles "$BUILD/skbclone"
echo "$before" > $limit
