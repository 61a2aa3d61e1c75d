# title: only the command's whole tree is traced, while a third process is busy
# variants: perf-output trace-fields
# needs: curl busybox jq
serve
"$BUILD/workload" 0 2 &
busy=$!
trap 'kill $busy; pkill -x busybox' EXIT
start run $VARIANT -f json -- sh -c "curl -s $URL >/dev/null; curl -s $URL >/dev/null & wait"
ended run
equal "the status" $status 0
jq -e . < run.out >/dev/null || fail "every line to be JSON"
equal "who called" "$(jq -r 'select(.type == "call").comm' run.out | sort -u)" curl
equal "how many processes" "$(jq 'select(.type == "call").pid' run.out | sort -u | wc -l)" 2
equal "the ledger" "$(tail -n 1 run.out | jq '.calls == .shown and .shown > 4 and .lost == 0')" true
equal "COUNT of the last row" "$(jq -s '[.[] | select(.type == "call").count] | last' run.out)" \
	"$(tail -n 1 run.out | jq .calls)"
kill $busy
trap 'pkill -x busybox' EXIT

# The tree has threads, a daemon whose parent has ended, and the command's own process.
start tree $VARIANT -f json -P -- sh -c "
	echo \$\$ > own
	'$BUILD/workload' 11 3 threads
	mkfifo orphan.ended
	(setsid '$BUILD/workload' 7 1 orphan > orphan.ended &)
	read -r duration < orphan.ended
	exec '$BUILD/workload' 5 1 itself"
ended tree
own=$(cat own)
for calls in threads:11 orphan:7 itself:5; do
	equal "the calls of ${calls%:*}" \
		"$(jq -r 'select(.type == "call").comm' tree.out | grep -c "^${calls%:*}$")" "${calls#*:}"
done
equal "the process of its last calls" \
	"$(jq -r 'select(.comm == "itself").pid' tree.out | sort -u)" "$own"
equal "the calls" "$(tail -n 1 tree.out | jq .calls)" 23

# With -a, every process is traced.
start everybody $VARIANT -a -- "$BUILD/workload" 3 1 mine

ended everybody
contains everybody.out ' mine '
