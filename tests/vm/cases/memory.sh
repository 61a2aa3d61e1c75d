# title: a run that has seen few calls holds less than 4 MB, a busy one less than 8 MB; its helper adds less than 256 kB
# variants: perf-output trace-fields count why busy names
# Rss counts all pages that are mapped, also those of files, which programs share. (VmRSS of
# /proc/PID/status lags behind.) Private_Dirty counts the pages that no other process has.
pages() { # PID FIELD
	awk -v field="$2:" '$1 == field { print $2 }' "/proc/$1/smaps_rollup"
}
by_mapping() { # PID FIELD
	awk -v field="$2:" '/^[0-9a-f]+-/ { name = $6 } $1 == field { kb[name] += $2 }
		END { for (name in kb) print kb[name], name }' "/proc/$1/smaps" | sort -rn
}
at_most() { # PID FIELD KB
	local kb
	kb=$(pages "$1" "$2")
	echo "$(cat "/proc/$1/comm"): $2 $kb kB"
	[[ $kb -lt $3 ]] || fail "$2 of less than $3 kB, it is $kb: $(by_mapping "$1" "$2")"
}
calls=100 limit=4096
case $VARIANT in
busy) options=(perf-output) calls=20000 limit=8192 ;;
# Rows of 330 bytes each; what they touch of the rings is resident, too.
names) options=(perf-output -w -s -f csv) calls=2000 limit=8192 ;;
*) options=("$VARIANT") ;;
esac
start run "${options[@]}"
"$BUILD/workload" $calls 2
[[ $VARIANT == count || $VARIANT == why ]] || await has_rows run $calls
at_most "${pid_of[run]}" Rss $limit
for helper in $(pgrep -x 'skb-.*'); do
	at_most "$helper" Private_Dirty 256
done
stop run
