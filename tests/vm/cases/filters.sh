# title: with two generators at once, -n, -p and -P show and count exactly the matching calls
# variants: perf-output trace-fields
held beta 7919 beta
start name $VARIANT -n alpha
start pid $VARIANT -p "${pid_of[beta]}"
start each $VARIANT -P
start short $VARIANT -n alph
start long $VARIANT -n alphax
start both $VARIANT -n alpha -p "${pid_of[beta]}"
release beta
"$BUILD/workload" 10000 2 alpha
ended beta
ended pid # by itself, because the process has ended
equal "the status of -p" $status 0
await has_rows name 10000
await has_rows each 17919
for name in name each short long; do
	stop $name
	equal "the status of $name" $status 0
done
ended both
counts_run name 10000
equal "the rows of -n that are not alpha's" "$(tail -n +2 name.out | grep -vc ' alpha ')" 0
counts_run pid 7919
summary_is name 10000 10000
summary_is pid 7919 7919
summary_is each 17919 17919
for name in short long both; do
	equal "the rows of $name" "$(rows $name)" 0
	summary_is $name 0 0
done
for generator in alpha:10000 beta:7919; do
	awk -v name="${generator%:*}" -v n="${generator#*:}" '
		$2 == name && $NF != ++count { print "COUNT " $NF " is not " count; exit 1 }
		END { exit count != n }
	' each.out || fail "each process's COUNT to run from 1 to its last, in each.out"
done
