# title: another program prints lines like ours, with the process id of the run: they are not taken for calls
start run trace-fields
pid=${pid_of[run]}
tools=$BUILD
# A second run is the other program: instead of its own lines it prints these.
print() { # FORMAT
	echo "{ char forged[] = \"$(printf "skbclone-$1" "$pid") %llx %llx %llx \"; bpf_trace_printk_(forged, sizeof(forged), comm[0], comm[1], value); }"
}
edited "s/^	bpf_trace_printk_(run->format.*/$(print %07d) $(print %016d) $(print %016x)/"
start forger trace-fields --no-cache
"$tools/workload" 3
await has_rows run 3
stop forger
contains forger.err 'skbclone: 3 calls, 0 shown, 3 lost'
stop run
equal "the status" $status 0
counts_run run 3
summary_is run 3 3
