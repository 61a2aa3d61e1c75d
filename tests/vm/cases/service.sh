# title: the service counts in its confinement, keeps its limits, starts again, and is not enabled
# needs: cmake systemctl
# boot: systemd
tools=$BUILD
install_build --prefix /usr
directory=/var/lib/prometheus/node-exporter
FILE=$directory/skbclone.prom
mkdir -p $directory
property() { # NAME
	systemctl show -P "$1" skbclone-metrics
}
systemctl daemon-reload
equal "whether it is enabled" "$(systemctl is-enabled skbclone-metrics || true)" disabled

# This systemd has started nothing but this case.
mkdir -p /run/systemd/system/skbclone-metrics.service.d
cat > /run/systemd/system/skbclone-metrics.service.d/case.conf <<END
[Unit]
DefaultDependencies=no
[Service]
StandardError=append:$PWD/service.err
END
systemctl daemon-reload
systemctl start skbclone-metrics
await test -s $FILE
calls_of() { # CAUSE
	awk -v cause="$1" '$0 ~ "^skbclone_calls_total{cause=\"" cause "\"" { n += $NF } END { print n + 0 }' $FILE
}
has_calls() { # CAUSE N
	[[ $(calls_of "$1") -ge $2 ]]
}
"$tools/workload" 1000 2
await has_calls capture-transmit 1000
equal "the calls of unknown causes" "$(calls_of unknown)" 0

# Its limits, while the kernel counts a flood.
group=/sys/fs/cgroup/$(property ControlGroup)
used() { # microseconds of CPU time
	awk '$1 == "usage_usec" { print $2 }' "$group/cpu.stat"
}
"$tools/workload" 0 2 flood &
workload=$!
before=$(used) start=$(date +%s%N)
counted=$(calls_of capture-transmit)
for files in 1 2 3; do
	await has_calls capture-transmit $((counted + 1))
	counted=$(calls_of capture-transmit)
done
after=$(used) end=$(date +%s%N)
kill $workload
wait $workload || true
# Without the cache of files that it has read, most of them for the compile.
memory=$(awk '$1 == "anon" || $1 == "kernel" { n += $2 } END { print n }' "$group/memory.stat")
echo "memory: $memory bytes now ($(grep -E '^(anon|kernel|percpu|slab|vmalloc) ' "$group/memory.stat" | xargs)); $(cat "$group/memory.peak" 2>/dev/null || echo '?') at most, with the compile"
echo "CPU: $(((after - before) / 1000)) ms in $(((end - start) / 1000000)) ms, $counted calls"
equal "how often its memory was at the limit" "$(awk '$1 == "max" { print $2 }' "$group/memory.events")" 0
[[ $memory -lt 67108864 ]] || fail "less than 64 MiB while it counts"

# It starts again, and counts from 0.
started=$(awk '/^skbclone_start_time_seconds/ { print $2 }' $FILE)
started_again() {
	local now
	now=$(awk '/^skbclone_start_time_seconds/ { print $2 }' $FILE 2>/dev/null)
	[[ -n $now && $now != "$started" ]]
}
kill -KILL "$(property MainPID)"
await started_again
[[ $(calls_of capture-transmit) -lt $counted ]] || fail "a count from 0"
started=$(awk '/^skbclone_start_time_seconds/ { print $2 }' $FILE)
systemctl reload skbclone-metrics
await started_again

# A directory that vanishes: it starts again until the directory is there.
rm -r $directory
failed_once() {
	[[ $(property NRestarts) -ge 3 ]]
}
await failed_once
mkdir -p $directory
await test -s $FILE

systemctl stop skbclone-metrics
[[ ! -e $FILE ]] || fail "no file that nobody replaces"
rm -r /run/systemd/system/skbclone-metrics.service.d
