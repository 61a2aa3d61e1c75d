# title: in an endless flood of calls, rows keep coming, and Ctrl-C, -d and -M end the run
# variants: perf-output trace-fields
"$BUILD/workload" 0 2 &
flood=$!
trap 'kill $flood' EXIT

balanced() { # NAME: its ledger balances, and `shown` is the rows of the file
	local shown
	shown=$(rows "$1")
	awk -v shown="$shown" '/^skbclone: / { exit !($4 == shown && $2 == $4 + $6) }' "$1.err" ||
		fail "a balanced ledger with $shown rows"
	tail -n 1 "$1.err"
}

start run $VARIANT
await has_rows run 1000
first=$(rows run)
await has_rows run $((first + 1000))
stop run
equal "the status" $status 0
balanced run

start run $VARIANT -d 1.5
ended run
equal "the status after -d" $status 0
balanced run

start run $VARIANT -M 700
ended run
equal "the status after -M" $status 0
equal "the rows" "$(rows run)" 700
balanced run
