# title: 20 000 calls from two threads: all are shown in order, as many as the kernel counts
# variants: perf-output trace-fields
start run $VARIANT
oracle_start
"$BUILD/workload" 20000 2
hits=$(oracle_hits)
oracle_stop
await has_rows run 20000
stop run
equal "the status" $status 0
equal "the kernel's count" "$hits" 20000
counts_run run 20000
summary_is run 20000 20000
