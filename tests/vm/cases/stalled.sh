# title: the reader sleeps and its rings have one page: calls are lost, and the ledger says how many
# needs: taskset
start run perf-output -b 1
kill -STOP "${pid_of[run]}"
oracle_start
"$BUILD/workload" 7553 2
hits=$(oracle_hits)
oracle_stop
kill -CONT "${pid_of[run]}"
await has_rows run 1 # all rings were drained once
taskset -c 0 "$BUILD/workload" 1 # a CPU's next row adds its lost calls to COUNT
taskset -c 1 "$BUILD/workload" 1
await grep -q ' 7555$' run.out
stop run
equal "the kernel's count" "$hits" 7553
shown=$(rows run)
lost=$((7555 - shown))
[[ $lost -gt 0 ]] || fail "calls to be lost"
contains run.err "skbclone: 7555 calls, $shown shown, $lost lost ($lost buffer full)"

start run trace-fields
echo 4 > "$TRACEFS/instances/skbclone-${pid_of[run]}/buffer_size_kb"
kill -STOP "${pid_of[run]}"
"$BUILD/workload" 7553 2
kill -CONT "${pid_of[run]}"
await grep -q ' 7553$' run.out
stop run
shown=$(rows run)
lost=$((7553 - shown))
[[ $lost -gt 0 ]] || fail "calls to be lost"
contains run.err "skbclone: 7553 calls, $shown shown, $lost lost ($lost buffer full)"

# Of most processes no line is left, so no gap in their numbers tells that lines are lost.
start each trace-fields -P
echo 4 > "$TRACEFS/instances/skbclone-${pid_of[each]}/buffer_size_kb"
kill -STOP "${pid_of[each]}"
"$BUILD/workload" 10 1 short 300
kill -CONT "${pid_of[each]}"
await has_rows each 1
stop each
shown=$(rows each)
lost=$((3000 - shown))
[[ $lost -gt 0 ]] || fail "calls to be lost"
contains each.err "skbclone: 3000 calls, $shown shown, $lost lost ($lost buffer full)"
