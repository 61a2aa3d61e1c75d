# Wrong usage: status 2, one line that names the bad word, and a hint, before any check
# of the machine.
refused() { # BAD_WORD ARGUMENT...
	local word=$1
	shift
	try "$@"
	equal "the status of: $*" $status 2
	equal "stdout of: $*" "$(cat run.out)" ""
	equal "the lines printed by: $*" "$(wc -l < run.err)" 2
	head -n 1 run.err | grep -qE "^skbclone: .*$word" || fail "a line that names '$word' from: $*"
	tail -n 1 run.err | grep -q '^hint: ' || fail "a hint from: $*"
}

refused 'subcommand is missing'
refused 'bogus' bogus
refused 'bogus' help bogus
refused 'bogus' help bogus count
for variant in trace-fields perf-output count why; do
	refused '--bogus' $variant --bogus
	refused "'z'" $variant -z
	refused 'word' $variant word
	refused 'argument' $variant -d
	for value in 0 -1 nan inf 1e3 1,5 '' 99999999999999999999; do
		refused 'duration' $variant -d "$value"
	done
	for value in 0 -1 4294967296 1.5 x ''; do
		refused 'pid' $variant -p "$value"
	done
	refused 'comm' $variant -n ''
	refused '0123456789abcdef' $variant -n 0123456789abcdef
	refused 'xml' $variant -f xml
	refused 'output' $variant -o ''
	refused 'force' $variant --force
	refused 'color' $variant --color=red
	for value in uprobe kprob 'kprobe fentry' ''; do
		refused 'probe: expected kprobe or fentry' $variant --probe "$value"
	done
	refused 'probe' $variant --probe fentry --probe kprobe
	refused 'all' $variant -a
	refused 'user' $variant -u root
	refused 'quiet' $variant -q -q
	refused 'duration' $variant -d 1 --duration=2
	refused 'empty' $variant --
	refused 'empty' $variant -- ''
done
for variant in trace-fields perf-output; do
	for value in 0 -1 1.5 x '' 9223372036854775808 99999999999999999999; do
		refused 'max-events' $variant -M "$value"
	done
	refused "'i'" $variant -i 1
done
for variant in trace-fields count; do
	refused "'b'" $variant -b 8
done
refused "'M'" count -M 1
for value in 0 -1 x; do
	refused 'interval' count -i "$value"
done
for value in 0 3 -8 8.0 2097152; do
	refused 'buffer-pages' perf-output -b "$value"
done
for value in csv xml ''; do
	refused 'format' doctor -f "$value"
done
refused 'format' doctor -f json -f json
refused '--probe' doctor --probe fentry
refused '--probe' selftest --probe fentry
refused 'word' doctor word
refused "'d'" doctor -d 1
refused "'f'" selftest -f json
refused 'word' selftest word
for variant in perf-output why; do
	refused 'folded needs --stack' $variant -f folded
done
for variant in trace-fields count; do
	refused 'folded' $variant -f folded
done
# Metrics are totals, in a file that is replaced.
for variant in trace-fields perf-output; do
	refused 'format' $variant -f prometheus
done
for variant in count why; do
	refused 'interval' $variant -f prometheus
	refused 'interval' $variant -f prometheus -o file.prom
	refused 'output' $variant -f prometheus -i 1
	refused 'output' $variant -f prometheus -i 1 -o -
	refused 'per-process' $variant -P -f prometheus -i 1 -o file.prom
done
refused 'stack' why -s -f prometheus -i 1 -o file.prom
# trace-fields says why it has no room for an option, if that is what was refused.
for arguments in -w --why -qs '-fjson -s'; do
	# shellcheck disable=SC2086 # words
	refused 'option' trace-fields $arguments
	contains run.err 'hint: bpf_trace_printk() takes three values'
done
for value in 0 x; do
	refused duration trace-fields -fjson -d "$value"
	contains run.err 'hint: skbclone trace-fields --help lists'
done

# A wrong option is foreign text.
refused '\\x1b\[31mred' count $'--\e[31mred'
refused '\\x1b' count $'-\e'
refused '\\x0askbclone: forged' count $'--x\nskbclone: forged'
refused 'ambiguous' count --f
refused "doesn't allow an argument" count --force=1
