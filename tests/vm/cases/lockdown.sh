# title: lockdown: integrity works; confidentiality gives status 3 and is named, instead of a missing file
# boot: own
echo integrity > /sys/kernel/security/lockdown
start run perf-output
"$BUILD/workload" 100
await has_rows run 100
stop run
counts_run run 100
start run trace-fields
"$BUILD/workload" 100
await has_rows run 100
stop run
counts_run run 100
expect_nothing_left

echo confidentiality > /sys/kernel/security/lockdown
for variant in perf-output trace-fields count; do
	launch run $variant
	ended run
	equal "the status of $variant" $status 3
	contains run.err "skbclone: lockdown: the kernel's confidentiality mode forbids kprobes"
	! grep -q 'No such file' run.err || fail "the reason, and not 'No such file'"
done
status=0
"$BUILD/skbclone" doctor > run.out || status=$?
equal "doctor's status" $status 3
expect_nothing_left() { await nothing_attached; } # tracefs cannot be read any more
