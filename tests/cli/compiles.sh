# skbclone-cc compiles all programs, for this machine and for arm64. It needs no
# linux-headers and no root, and does not use the kernel's BPF.
headers=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../programs/kernel" && pwd)
# Flags of the offsets that have one of these needs: an extended regular expression.
flags_of() { # NEED
	sed -En "s/.*\{\"([A-Z_0-9]*)\", .*($1).*/-D\1=8/p" "$here/../../src/host/btf.c" | tr '\n' ' '
}
packet=$(flags_of 'BTF_OF_(SKB|DEVICES|SOCKETS|IPV6|TCP)')
offsets='-DTASK_PID=1 -DTASK_TGID=2 -DTASK_GROUP_LEADER=3 -DTASK_START_TIME=4'
while read -r variant flags; do
	case $variant in
	comms) "$BUILD/skbclone" count -f prometheus -i 1 -o FILE --print-program >program ;;
	*) "$BUILD/skbclone" "$variant" --print-program >program ;;
	esac
	for machine in '' "$BUILD/libaarch64.so"; do
		# shellcheck disable=SC2086 # words
		LD_PRELOAD=$machine "$BUILD/skbclone-cc" "$headers" -g0 $flags <program >object.out 2>cc.err ||
			fail "$variant to compile, with '$machine'"
		equal "what the object begins with" "$(head -c 7 object.out)" skbobj2
		equal "what the compiler says" "$(cat cc.err)" ""
	done
done <<-END
	perf-output -DWITH_STACK
	perf-output -DWITH_STACK -DWITH_PACKET $packet
	perf-output -DWITH_STACK -DWITH_PACKET $(flags_of BTF_OF_SKB)
	perf-output -DWITH_STACK -DWITH_PACKET $(flags_of 'BTF_OF_(SKB|DEVICES)')
	perf-output -DWITH_STACK -DWITH_PACKET $(flags_of 'BTF_OF_(SKB|SOCKETS)')
	perf-output -DMATCH_COMM -DMATCH_TGID -DMATCH_TREE -DPER_PROCESS -DWITH_STACK -DWITH_PACKET $offsets $packet
	why -DWITH_PROCESS -DWITH_STACK $offsets
	why -DMATCH_COMM -DMATCH_TGID -DMATCH_TREE -DWITH_PROCESS -DWITH_STACK $offsets $packet
	why -DWITH_STACK $packet
	why -DMATCH_COMM -DMATCH_TGID -DMATCH_TREE -DWITH_STACK $offsets $packet
	comms
	comms -DMATCH_COMM -DMATCH_TGID -DMATCH_TREE $offsets
	trace-fields
	perf-output
	trace-fields -DFENTRY
	count -DFENTRY -DPER_PROCESS -DTYPED_TASKS $offsets
	why -DFENTRY -DMATCH_TREE -DWITH_PROCESS -DWITH_STACK $offsets $packet
	perf-output -DFENTRY -DMATCH_TREE -DWITH_STACK -DWITH_PACKET $offsets $packet
	count -DPER_PROCESS $offsets
	count -DPER_PROCESS -DTYPED_TASKS $offsets
	trace-fields -DMATCH_COMM -DMATCH_TGID -DMATCH_TREE -DPER_PROCESS $offsets
	perf-output -DMATCH_COMM -DMATCH_TGID -DMATCH_TREE -DPER_PROCESS $offsets
	perf-output -DMATCH_COMM -DMATCH_TGID -DMATCH_TREE -DPER_PROCESS -DTYPED_TASKS -DTASK_COMM=5 $offsets
END
status=0
echo 'int f(void) { return oops; }' | "$BUILD/skbclone-cc" "$headers" -g0 >object.out 2>cc.err || status=$?
equal "the status of an error" $status 1
contains cc.err "use of undeclared identifier 'oops'"
equal "the object" "$(cat object.out)" ""
