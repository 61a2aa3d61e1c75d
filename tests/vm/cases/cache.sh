# title: an entry of the cache is used only if it is whole, owned by root alone, and from the same libbcc
# needs: strace
cache=/var/cache/skbclone
rm -rf $cache
compiler=$BUILD/skbclone-cc
replayed

compiles() { # yes|no TEXT ARGUMENT...: this run compiles, or does not
	local wanted=$1 what=$2
	shift 2
	rm -f compiled
	launch run count -q "$@" -- true
	ended run
	equal "the status with $what" $status 0
	equal "a compile with $what" "$([[ -e compiled ]] && echo yes || echo no)" "$wanted"
}

umask 0
compiles yes 'no cache'
umask 022
equal "the directory" "$(stat -c '%U %a' $cache)" 'root 700'
entry=$(ls $cache/*)
equal "the entry" "$(stat -c '%U %a' "$entry")" 'root 600'
compiles no 'a good entry'
compiles yes '--no-cache' --no-cache
cp "$entry" good

bad() { # WHAT COMMAND...: damage the entry with COMMAND; the next run replaces it
	local what=$1
	shift
	"$@"
	compiles yes "$what"
	cmp good "$entry" || fail "the entry to be as good as before, after $what"
	equal "the entry" "$(stat -c '%F %U %a' "$entry")" 'regular file root 600'
	compiles no "the entry made after $what"
}
alter() { # OFFSET
	printf '\377' | dd of="$entry" bs=1 seek="$1" conv=notrunc status=none
}
size=$(stat -c %s "$entry")
bad 'a truncated entry' truncate -s $((size - 8)) "$entry"
bad 'an empty entry' truncate -s 0 "$entry"
bad 'a longer entry' truncate -s $((size + 8)) "$entry"
bad 'an altered key' alter 100
bad 'an altered instruction' alter $((size - 20))
bad "another's entry" chown 1234 "$entry"
bad 'an entry that others may write' chmod 622 "$entry"
bad 'a link to an entry' ln -sf "$PWD/good" "$entry"
libbcc=$(ldd "$compiler" | awk '/libbcc\.so/ { print $3 }')
cp "$entry" before
touch "$(readlink -f "$libbcc")"
compiles yes 'a libbcc that was replaced'
compiles no 'the entry that it made'
! cmp -s before "$entry" || fail "an entry that names the new libbcc"
cp "$entry" good

chmod 777 $cache
compiles yes 'a directory that others may write'
chmod 700 $cache
chown 1234 $cache
compiles yes "another's directory"
rm -rf $cache
ln -s /root $cache
compiles yes 'a link to a directory'
rm $cache
mkdir $cache
mount -t tmpfs -o size=4k,mode=700 tmpfs $cache
head -c 4096 /dev/zero > $cache/full || true
compiles yes 'a full disk'
equal "what is left there" "$(ls $cache)" full
umount $cache
mount -t tmpfs -o ro,mode=700 tmpfs $cache
compiles yes 'a directory that cannot be written'
umount $cache
# A run that is killed while it stores leaves one file at most, and the next run uses it.
rm -f $cache/*
for round in 1 2; do
	strace -f -qq -o /dev/null -e trace=renameat -e inject=renameat:signal=KILL \
		"$BUILD/skbclone" count -q -- true >/dev/null 2>&1 || true
	equal "what a killed run leaves, $round" "$(ls $cache | wc -l)" 1
done
compiles yes 'an unfinished entry'
equal "what is left of killed runs" "$(ls $cache)" "${entry##*/}"
rm -f $cache/*
for round in 1 2 3 4; do
	"$BUILD/skbclone" count -q -- true > /dev/null &
	pids+=($!)
done
wait "${pids[@]}"
equal "the entries after four first runs at once" "$(ls $cache | wc -l)" 1
compiles no 'the entry that they left'

# A run with stacks alone has another program than one that shows packets.
start stacks perf-output -s
stop stacks
start packets perf-output -w
"$BUILD/workload" 1
await has_rows packets 1
stop packets
grep -q 'capture-transmit .* udp 1' packets.out || fail "a packet after a run with -s"
