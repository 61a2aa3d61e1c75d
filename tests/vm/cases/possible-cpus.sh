# title: with many possible CPUs that are not there, a burst loses nothing, and doctor says how large the rings are
# cpus: 2,maxcpus=128
# needs: jq
possible=$(sed 's/.*-//' /sys/devices/system/cpu/possible)
[[ $possible -ge 127 ]] || skip "a machine without CPUs to plug in: $possible"
for variant in perf-output trace-fields; do
	start run $variant
	kill -STOP ${pid_of[run]} # nobody reads during the burst
	"$BUILD/workload" 16000 2 burst
	kill -CONT ${pid_of[run]}
	await has_rows run 16000
	stop run
	counts_run run 16000
	summary_is run 16000 16000
done
"$BUILD/skbclone" selftest
"$BUILD/skbclone" doctor -f json > checks.out
equal "what doctor says of the rings" "$(jq -r 'select(.check == "perf rings").detail' checks.out)" \
	"2048 KiB for each CPU, 2 online"
