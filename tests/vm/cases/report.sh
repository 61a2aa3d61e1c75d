# title: html and folded from real runs balance with the ledger, however a run ends; a flood stays small; colours and the number of calls only on a terminal
# needs: curl script
serve

shown_of() { # FILE: print the second number of the summary in it
	sed -n 's/^skbclone: [0-9]* calls, \([0-9]*\) shown, .*/\1/p' "$1"
}

# whole NAME: the report NAME.html is finished, and its marks and ledger have the calls of the
# summary in NAME.err.
whole() {
	local shown
	shown=$(shown_of "$1.err")
	equal "the end of $1.html" "$(tail -n 1 "$1.html")" '</body></html>'
	contains "$1.html" "<tr data-key='shown'><th>shown</th><td>$shown</td>"
	[[ ${2:-calls} == totals ]] ||
		equal "the marks of $1.html" "$(grep -oP "class='mark' data-calls='\K[0-9]+" "$1.html" | awk '{ n += $1 } END { print n + 0 }')" "$shown"
	equal "the processes of $1.html" "$(sed -n "/id='processes'/,\$p" "$1.html" | grep -oP "data-calls='\K[0-9]+" | awk '{ n += $1 } END { print n + 0 }')" "$shown"
}

# A curl and its server: the picture has both ends, and arrows between them.
launch curl perf-output -a -s -f html -o curl.html -- curl -s -o fetched "$URL"
ended curl
equal "the status" $status 0
whole curl
contains curl.html "<th>command</th><td><code>skbclone perf-output -a -s -f html -o curl.html -- curl -s -o fetched $URL</code>"
for text in '>SYN<' '>FIN<' "class='arrow'" '>curl<' '>busybox<' "data-cause='tcp-close'" '__tcp_transmit_skb'; do
	contains curl.html "$text"
done
# Debian 11 sends the file in more than one packet.
grep -qE '>[0-9]{4,} B<' curl.html || fail "an arrow with the bytes of the file"
! grep -qwi 'nan\|inf' curl.html || fail "numbers only"

for variant in 'perf-output -a -s' 'why -a -s'; do
	# shellcheck disable=SC2086 # words
	launch folded $variant -f folded -o folded.stacks -- curl -s -o fetched "$URL"
	ended folded
	equal "the sum of the stacks: $variant" "$(awk '{ n += $NF } END { print n }' folded.stacks)" "$(shown_of folded.err)"
	grep -q '^curl;.*;__tcp_transmit_skb [0-9]*$' folded.stacks || fail "a stack of curl"
	rm folded.stacks
done

# However a run ends, its report is whole.
for signal in INT TERM HUP; do
	start signal perf-output -f html
	"$BUILD/workload" 1000 2
	stop signal $signal
	equal "the status after $signal" $status 0
	summary_is signal 1000 1000
	mv signal.out signal.html
	whole signal
done
"$BUILD/workload" 0 2 &
flood=$!
trap 'kill $flood; pkill -x busybox || true' EXIT
for end in '-d 2' '-M 700'; do
	# shellcheck disable=SC2086 # words
	start end perf-output -f html $end
	ended end
	equal "the status after $end" $status 0
	mv end.out end.html
	whole end
done
for totals in count why; do
	start totals $totals -f html -d 1
	ended totals
	mv totals.out totals.html
	whole totals totals
done

# A flood: what is kept does not grow.
start flood perf-output -s -f html -o flood.html
made() { # CALLS: has the flood made so many?
	[[ $(oracle_hits) -ge $1 ]]
}
oracle_start
await made 100000
resident=$(awk '/VmHWM/ { print $2 }' "/proc/${pid_of[flood]}/status")
stop flood
oracle_stop
equal "the status after the flood" $status 0
whole flood
echo "resident: $resident kB, report: $(stat -c %s flood.html) bytes, $(tail -n 1 flood.err)"
[[ $resident -lt 32768 ]] || fail "less than 32 MB, it is $resident kB"
[[ $(stat -c %s flood.html) -lt 5000000 ]] || fail "a report under 5 MB"

# A reader that goes away ends the run; what it did not take is not shown.
"$BUILD/skbclone" perf-output -f html 2>pipe.err | true || fail "status 0 after the reader went away"
contains pipe.err ' calls, 0 shown, '
kill $flood
wait $flood || true
trap 'pkill -x busybox || true' EXIT

# Colours are for terminals: `script` makes one.
on_terminal() { # COMMAND: run it there, and print what the terminal shows
	TERM=xterm script -qec "$1" /dev/null </dev/null
}
escape=$'\033['
on_terminal "$BUILD/skbclone why -- curl -s -o fetched $URL" > terminal.out
contains terminal.out "${escape}32mtcp-connect"
contains terminal.out "${escape}32mskbclone: "
NO_COLOR=1 on_terminal "$BUILD/skbclone why -- curl -s -o fetched $URL" > plain.out
on_terminal "$BUILD/skbclone why --color never -- curl -s -o fetched $URL" >> plain.out
"$BUILD/skbclone" why -- curl -s -o fetched "$URL" >> plain.out 2>&1
! grep -qF "$escape" plain.out || fail "no colours"
"$BUILD/skbclone" why --color always -- curl -s -o fetched "$URL" > always.out 2>&1
contains always.out "${escape}32mtcp-connect"

# The number of calls, in one line, once a second.
on_terminal "$BUILD/skbclone count -o counted.rows -d 2.5" > counted.out
grep -qP '\r\e\[Kskbclone: \d+ calls' counted.out || fail "the number of calls, on the terminal"
on_terminal "$BUILD/skbclone count -d 1.5" > stdout.out
on_terminal "$BUILD/skbclone count -q --force -o counted.rows -d 1.5" >> stdout.out
! grep -qF $'\033[K' stdout.out || fail "no such line without -o, or with -q"
