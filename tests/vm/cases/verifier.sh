# title: a program that the verifier refuses: status 1 and a hint; -v shows the verifier's reason
edited 's/^	slot->done++;$/	slot->unused[bpf_get_prandom_u32()] = 1;/'
fails 1 "skbclone: BPF program: the kernel's verifier refused it" perf-output --no-cache
contains run.err 'hint: -v shows'
equal "the lines printed" "$(wc -l < run.err)" 2
fails 1 'refused it' perf-output --no-cache -v
grep -qE 'R[0-9] .*(memory|min value|max value|unbounded)' run.err || fail "the verifier's reason"
if can_fentry; then
	fails 1 "skbclone: BPF program: the kernel's verifier refused it" perf-output --no-cache --probe fentry
	equal "the lines printed" "$(wc -l < run.err)" 2
	fails 1 'refused it' perf-output --no-cache -v --probe fentry
	grep -qE 'R[0-9] .*(memory|min value|max value|unbounded)' run.err || fail "the verifier's reason, by fentry"
fi
