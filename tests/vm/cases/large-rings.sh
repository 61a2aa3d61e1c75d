# title: rings of more than half of the memory available are refused; the largest that fits is named, and works
rm -rf /var/cache/skbclone
fails 1 'are more than half of the memory available' perf-output -b 1048576 -o rows
[[ ! -e rows ]] || fail "no output file"
equal "what was compiled" "$(find /var/cache/skbclone -type f 2>/dev/null)" ""

echo 'MemAvailable:    1000000 kB' > meminfo # for 2 CPUs: at most 250 000 kB each
sed -i '1i MemTotal:        4000000 kB' meminfo
mount --bind meminfo /proc/meminfo
trap 'umount /proc/meminfo' EXIT
fails 1 'perf rings: 65536 pages for each CPU, 2 online' perf-output -b 65536
contains run.err 'hint: the largest rings that fit: -b 32768'
start run perf-output -b 32768
"$BUILD/workload" 100
await has_rows run 100
stop run
counts_run run 100
