# title: names whatever kernel.kptr_restrict is, and of modules that come and go; never a wrong one
# needs: jq ip modprobe
causes_of() { # NAME: the causes in the rows
	jq -r 'select(.type == "call").cause' "$1.out" | sort -u | tr '\n' ' '
}
load dummy
for restrict in 0 1; do
	echo $restrict > /proc/sys/kernel/kptr_restrict
	start "run$restrict" perf-output -w -f json
	"$BUILD/workload" 10
	stop "run$restrict"
	equal "the causes with kptr_restrict=$restrict" "$(causes_of "run$restrict")" 'capture-transmit '
done
echo 2 > /proc/sys/kernel/kptr_restrict
start run2 perf-output -w -s
"$BUILD/workload" 10
stop run2
echo 0 > /proc/sys/kernel/kptr_restrict
equal "the causes with kptr_restrict=2" "$(awk '$1 ~ /^[0-9]+[.]/ { print $6 }' run2.out | sort -u)" unknown
contains run2.err 'warning: names: the kernel hides its addresses'
contains run2.err 'hint: sysctl kernel.kptr_restrict=1'
grep -q '^    0xffff[0-9a-f]\{12\}$' run2.out || fail "addresses"
! grep -q '^    [a-z]' run2.out || fail "no name"

# A module that is loaded while we trace, and one that is gone before the end.
modprobe -r nlmon 2>/dev/null || true
start module perf-output -w -s -f json
modprobe nlmon
ip link add nlmon0 type nlmon
ip link set nlmon0 up
ip link show dev lo >/dev/null
ip link del nlmon0
modprobe -r nlmon
ip link add dummy9 type dummy
ip link del dummy9
stop module
contains module.out '"cause":"netlink-capture"'
equal "the callers without a name" "$(jq -c 'select(.caller.address)' module.out)" ""
