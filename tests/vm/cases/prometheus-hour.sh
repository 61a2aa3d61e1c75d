# title: an hour of a service's time, with a process that changes its name all the time: memory does not grow
# variants: count why
"$BUILD/skbclone" $VARIANT -q -f prometheus -i 1 -o warm.prom -d 0.1 # a fast clock hurries the compiler
export LD_PRELOAD=$BUILD/libfast_clock.so # an hour in a minute
start run $VARIANT -f prometheus -i 30 -o skbclone.prom
unset LD_PRELOAD
"$BUILD/calls" renamed 12000 # more names than the map takes
"$BUILD/calls" renamed 0 100 &
caller=$!
helper=$(pgrep -x skb-file)
replaced() { # TIMES: each time the helper writes the file and an answer
	[[ $(awk '$1 == "syscw:" { print $2 }' "/proc/$helper/io") -ge $((2 * $1)) ]]
}
anonymous() { # PID
	awk '$1 == "RssAnon:" { print $2 }' "/proc/$1/status"
}
full() { # the map of names, or what stands for it
	[[ $(awk '/^skbclone_calls_total/ { n += $NF } END { printf "%d", n }' skbclone.prom) -ge 12000 ]]
}
await full
settled=$(grep -c . skbclone.prom)
at_first=$(anonymous "${pid_of[run]}") helper_at_first=$(anonymous "$helper")
# 120 files are an hour.
await replaced 120
at_last=$(anonymous "${pid_of[run]}") helper_at_last=$(anonymous "$helper")
kill $caller
wait $caller || true
echo "reader: $at_first kB, after an hour $at_last kB; helper: $helper_at_first kB, $helper_at_last kB; file: $(grep -c . skbclone.prom) lines"
equal "the growth of the helper" $((helper_at_last - helper_at_first)) 0
[[ $at_last -le $((at_first + 64)) ]] || fail "no growth, from $at_first kB to $at_last kB"
[[ $(grep -c . skbclone.prom) -le $((settled + 2)) ]] || fail "a file that does not grow"
stop run
equal "the status" $status 0
