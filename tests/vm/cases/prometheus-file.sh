# title: -f prometheus replaces FILE whole; it survives hostile names, 20 000 names, a full disk; its helper sees one directory
# needs: ip tc
PATH=$PATH:$BUILD/prometheus/usr/bin
command -v promtool >/dev/null || skip "no promtool"
load veth sch_netem
mkdir metrics
FILE=metrics/skbclone.prom
calls_in() { # FILE [COMM]: its calls in all, or those of one comm
	awk -v comm="$2" '/^skbclone_calls_total/ && (comm == "" || $0 ~ "^skbclone_calls_total{comm=\"" comm "\"}") { n += $NF } END { print n + 0 }' "$1"
}
holds() { # FILE CALLS [COMM]
	[[ $(calls_in "$1" "${3:-}") == "$2" ]]
}
passes() { # FILE: it is what Prometheus reads
	promtool check metrics < "$1" > promtool.out 2>&1 || fail "promtool to accept $1"
	equal "what promtool says of $1" "$(cat promtool.out)" ""
}
status_of() { # PID NAME
	awk -v name="$2:" '$1 == name { print $2 }' "/proc/$1/status"
}

# Whatever bytes a name has.
start run count -f prometheus -i 0.1 -o $FILE
await test -s $FILE
passes $FILE
holds $FILE 0 || fail "no calls at first"
contains $FILE 'skbclone_calls_total{comm="other"} 0'
"$BUILD/workload" 1000 1 $'a"\\\n\x80b'
"$BUILD/workload" 20 1 $'\xe2\x80\xaetxt'
"$BUILD/workload" 300 2 other
"$BUILD/workload" 4 1 many 50
await holds $FILE 1520
passes $FILE
contains $FILE 'skbclone_calls_total{comm="a\"\\x5c\\x0a\\x80b"} 1000'
contains $FILE 'skbclone_calls_total{comm="\\xe2\\x80\\xaetxt"} 20'
contains $FILE 'skbclone_calls_total{comm="other"} 300'
contains $FILE 'skbclone_calls_total{comm="many"} 200'
contains $FILE 'skbclone_lost_calls_total{reason="buffer full"} 0'
if kernel_is 6.7; then
	contains $FILE 'skbclone_missed_calls_total 0'
else
	! grep -q missed $FILE || fail "no word of missed calls"
fi

# The helper has nothing but the directory.
helper=$(pgrep -x skb-file)
for name in CapPrm CapEff CapInh CapAmb; do
	equal "the helper's $name" "$(status_of "$helper" $name)" 0000000000000000
done
equal "its filter" "$(status_of "$helper" Seccomp)" 2
equal "its no_new_privs" "$(status_of "$helper" NoNewPrivs)" 1
equal "its root" "$(readlink "/proc/$helper/root")" "$PWD/metrics"
equal "its descriptors" "$(ls "/proc/$helper/fd" | xargs)" "0 1 2 3 4 5"
equal "what is in the directory" "$(ls -A metrics)" skbclone.prom

# 20 000 names: those that have a series keep it.
"$BUILD/calls" renamed 20000
await holds $FILE 21520
passes $FILE
series=$(grep -c '^skbclone_calls_total' $FILE)
equal "the series" "$series" 51
contains $FILE 'skbclone_calls_total{comm="many"} 200'
grown=$(awk '/VmRSS/ { print $2 }' "/proc/${pid_of[run]}/status")
[[ $grown -lt 12288 ]] || fail "less than 12288 kB, it is $grown"
"$BUILD/workload" 7 1 many
await holds $FILE 21527
contains $FILE 'skbclone_calls_total{comm="many"} 207'
equal "the series" "$(grep -c '^skbclone_calls_total' $FILE)" 51

# A hangup ends the run, and the next one counts from 0.
stop run HUP
equal "the status" $status 0
holds $FILE 21527 || fail "all calls at the end"
started=$(awk '/^skbclone_start_time_seconds/ { print int($2) }' $FILE)
[[ $started -le $(date +%s) && $started -gt $(($(date +%s) - 900)) ]] || fail "a start within this case, it is $started"
fails 1 'the file exists' count -f prometheus -i 1 -o $FILE
start run count -f prometheus -i 0.1 --force -o $FILE
await holds $FILE 0
# Killed, it leaves a whole file and nothing else.
"$BUILD/workload" 5 1 alpha
await holds $FILE 5 alpha
stop run KILL
await nothing_attached
passes $FILE
equal "what is in the directory" "$(ls -A metrics)" skbclone.prom

# Only files are replaced.
fails 1 'not a regular file' count -f prometheus -i 1 --force -o /dev/null
ln -s skbclone.prom metrics/link.prom
fails 1 'not a regular file' count -f prometheus -i 1 --force -o metrics/link.prom
fails 1 'No such file or directory' count -f prometheus -i 1 -o none/file.prom

# A full disk leaves the old file; once there is room, the next one comes.
mkdir small
mount -t tmpfs -o size=64k tmpfs small
start run count -f prometheus -i 0.1 -o small/file.prom
await test -s small/file.prom
# A replacement that is under way frees room at its end, so fill the disk until one fails.
fill() { # N: until the run has warned N times
	dd if=/dev/zero bs=4096 >> small/fill 2>/dev/null || true
	[[ $(grep -c 'warning: small/file.prom: No space left on device' run.err) -ge $1 ]]
}
await fill 1
"$BUILD/workload" 11 1 alpha
holds small/file.prom 0 || fail "the old file"
passes small/file.prom
rm small/fill
await holds small/file.prom 11
equal "what is in the directory" "$(ls -A small)" file.prom
await fill 2
"$BUILD/workload" 2 1 alpha
stop run
equal "the status with a full disk at the end" $status 1
contains run.err 'skbclone: small/file.prom: No space left on device'
summary_is run 13 11
holds small/file.prom 11 || fail "the old file"
umount small

# A directory that vanishes ends the run.
mkdir gone
launch run count -f prometheus -i 0.1 -o gone/file.prom
await test -s gone/file.prom
rm -r gone
ended run
equal "the status without a directory" $status 1
contains run.err 'skbclone: gone/file.prom: No such file or directory'

# The file belongs to the user; root acts as the owner of the directory.
add_student
chmod 755 .
install -d -o student -m 755 theirs
as_sudo count -q -f prometheus -i 1 -o theirs/sudo.prom -d 0.1
"$BUILD/skbclone" count -q -f prometheus -i 1 -o theirs/root.prom -d 0.1
for file in theirs/*.prom; do
	equal "the owner of $file" "$(stat -c %U "$file")" student
	passes "$file"
done

# Totals of a cause do not go back when the names of its functions go.
start run why -f prometheus -i 0.1 -o why.prom
await test -s why.prom
calls_of() { # CAUSE
	awk -v cause="$1" '$0 ~ "^skbclone_calls_total{cause=\"" cause "\"" { n += $NF } END { print n + 0 }' why.prom
}
has_calls() { # CAUSE N
	[[ $(calls_of "$1") -ge $2 ]]
}
connect_namespace other veth0 10.9.0
trap "ip link del veth0; ip netns del other" EXIT
tc qdisc add dev veth0 root netem duplicate 100%
busybox ping -c 3 10.9.0.2 >/dev/null
await has_calls netem 3
tc qdisc del dev veth0 root
"$BUILD/workload" 50 1 alpha
await has_calls capture-transmit 50 # so all of netem is in the file, too
counted=$(calls_of netem)
await modprobe -r sch_netem
"$BUILD/workload" 50 1 alpha
await has_calls capture-transmit 100
equal "the calls of netem" "$(calls_of netem)" "$counted"
equal "the calls of unknown causes" "$(calls_of unknown)" 0
passes why.prom
stop run
equal "the status" $status 0
