# --print-program prints the text that would be compiled. It checks nothing of the machine.
for variant in trace-fields perf-output count why; do
	try $variant --print-program
	equal "the status" $status 0
	equal "stderr" "$(cat run.err)" ""
	contains run.out "#line 1 \"${variant/-/_}.c\""
	contains run.out 'int trace_skb_clone(struct pt_regs *ctx)'
done
try perf-output --print-program
contains run.out 'BPF_PERF_OUTPUT(events);'
