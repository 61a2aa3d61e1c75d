# title: --probe fentry: 20 000 calls are counted exactly, no kprobe is used, and nothing stays behind
# variants: perf-output trace-fields count
can_fentry || skip "a kernel that is too old for fentry"
functions=$TRACEFS/enabled_functions
start run $VARIANT --probe fentry
grep -A 1 '^skb_clone ' $functions | grep -q 'bpf_trampoline' || fail "a trampoline at skb_clone()"
oracle_start
"$BUILD/workload" 20000 2
hits=$(oracle_hits)
oracle_stop
[[ $VARIANT == count ]] || await has_rows run 20000
stop run
equal "the status" $status 0
equal "the kernel's count" "$hits" 20000
summary_is run 20000 20000
contains run.err ', 0 missed'
if [[ $VARIANT == count ]]; then
	equal "the rows" "$(tail -n +2 run.out | tr -s ' ' | cut -d ' ' -f 1,3)" 'workload 20000'
else
	counts_run run 20000
fi

# Filters, and a command's tree.
"$BUILD/skbclone" $VARIANT --probe fentry -n workload -- sh -c '"$1/workload" 30; "$1/workload" 40 1 other' sh "$BUILD" \
	>tree.out 2>tree.err
contains tree.err 'skbclone: 30 calls, 30 shown, 0 lost'

start killed $VARIANT --probe fentry
stop killed KILL 2>/dev/null
none_there() { ! grep -q '^skb_clone ' $functions; }
await none_there
