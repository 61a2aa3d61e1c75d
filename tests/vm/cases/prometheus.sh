# title: Prometheus and node_exporter read it: 200 files under a flood, the rates of two machines, the rules, the dashboard
# needs: curl jq
PATH=$PATH:$BUILD/prometheus/usr/bin
for program in prometheus prometheus-node-exporter promtool; do
	command -v $program >/dev/null || skip "no $program"
done
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
contrib=$project/contrib
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
mkdir one two
exporter() { # DIRECTORY PORT: node_exporter, with its textfile collector alone
	prometheus-node-exporter --collector.disable-defaults --collector.textfile \
		--collector.textfile.directory="$PWD/$1" --web.listen-address=127.0.0.1:"$2" >"exporter-$1.err" 2>&1 &
	await curl -s -o page "http://127.0.0.1:$2/metrics"
}
calls_in() { # FILE
	awk '/^skbclone_calls_total/ { n += $NF } END { printf "%d\n", n }' "$1"
}

# A file every 0.1 s, under a flood: 200 of them, each served whole. A flood on a CPU fills
# its queue of packets, so the exporter and curl are on the other one. There one curl scrapes
# again and again: while this machine is emulated, each start of a process takes seconds.
taskset -cp 0 $$ >/dev/null
exporter one 9101
start flood why -f prometheus -i 0.1 -o one/skbclone.prom
helper=$(pgrep -x skb-file)
replaced() { # TIMES: each time the helper writes the file and an answer
	local key value
	while read -r key value; do
		[[ $key != syscw: ]] || break
	done < "/proc/$helper/io"
	[[ $value -ge $((2 * $1)) ]]
}
taskset -c 1 "$BUILD/workload" 0 1 flood &
workload=$!
curl -s -o 'page-#1' "http://127.0.0.1:9101/metrics?[1-20000]" &
scraper=$!
await replaced 200
await test -e page-21
kill $workload $scraper
wait $workload $scraper || true
stop flood
taskset -cp 0-1 $$ >/dev/null
pages=$(ls | grep '^page-' | sort -t - -k 2 -n | head -n -1) # the last may be cut
# shellcheck disable=SC2086 # words
awk '
	function check() {
		if (file && (error != 0 || !whole || calls < before))
			failed = failed file ": error " error ", whole " whole + 0 ", " calls " calls after " before "\n"
		before = calls
	}
	FNR == 1 { check(); file = FILENAME; error = "?"; whole = calls = 0 }
	$1 == "node_textfile_scrape_error" { error = $2 }
	/^skbclone_build_info{/ { whole = 1 }
	/^skbclone_calls_total/ { calls += $NF }
	END { check(); printf "%s", failed; exit failed != "" }
' $pages > pages.out || fail "every page to be whole, and no counter to go back"
echo "$(wc -w <<<"$pages") scrapes, $(calls_in one/skbclone.prom) calls"
contains flood.err ', 0 lost'
promtool check metrics < one/skbclone.prom > promtool.out 2>&1 || fail "promtool to accept it"
equal "what promtool says" "$(cat promtool.out)" ""
rm one/skbclone.prom

# Two machines: each has its own calls, of two causes, at a known rate.
exporter two 9102
cp "$BUILD/calls" alpha
cp "$BUILD/calls" beta
start one why -n alpha -f prometheus -i 0.5 -o one/skbclone.prom
start two why -n beta -f prometheus -i 0.5 -o two/skbclone.prom
cat > prometheus.yml <<END
global: {scrape_interval: 2s, evaluation_interval: 5s}
rule_files: [$contrib/skbclone.rules.yml]
scrape_configs:
  - job_name: node
    static_configs: [{targets: ['127.0.0.1:9101', '127.0.0.1:9102']}]
END
promtool check config prometheus.yml > promtool.out 2>&1 || fail "promtool to accept the rules"
./alpha timestamp 0 60 &
./beta timestamp 0 40 &
./alpha multicast 0 30 &
prometheus --config.file=prometheus.yml --storage.tsdb.path=tsdb --web.listen-address=127.0.0.1:9090 \
	--web.console.templates=/nonexistent --web.console.libraries=/nonexistent >prometheus.err 2>&1 &
query() { # PROMQL: its result
	curl -s --data-urlencode "query=$1" http://127.0.0.1:9090/api/v1/query > answer.json
	jq -e '.status == "success"' answer.json >/dev/null || fail "this to be evaluated: $1: $(cat answer.json)"
	jq -c '.data.result' answer.json
}
await curl -s -o page http://127.0.0.1:9090/-/ready
holds() { # PROMQL: does it give a sample?
	sleep 1 # leave the CPU to those who are measured
	query "$1" | grep -q '"value"'
}
await holds 'count(count_over_time(skbclone_build_info[2m]) > 38) == 2' # more than a minute, of both machines
# Within 5 %. A late file or scrape makes the rate of one minute wrong, and that of another right.
rate='sum by (cause) (rate(skbclone_calls_total[1m]))'
await holds "abs($rate - 100) < 5 and on (cause) skbclone_calls_total{cause=\"tx-timestamp\"}"
await holds "abs($rate - 30) < 1.5 and on (cause) skbclone_calls_total{cause=\"udp-multicast\"}"
query "$rate"
rate='sum by (instance) (rate(skbclone_calls_total[1m]))'
await holds "abs($rate - 90) < 4.5"
await holds "abs($rate - 40) < 2"

# The rules are evaluated, and so is every query of the dashboard and of the document.
rules=$(grep -cE '^ +- (alert|record):' "$contrib/skbclone.rules.yml")
healthy() {
	curl -s http://127.0.0.1:9090/api/v1/rules |
		jq -e "[.data.groups[].rules[].health] | length == $rules and all(. == \"ok\")" >/dev/null
}
await healthy
[[ $(query 'instance_cause:skbclone_calls:rate5m' | jq length) -ge 3 ]] || fail "what the rule records"
jq -r '.panels[].targets[].expr' "$contrib/skbclone-dashboard.json" |
	sed 's/\$__rate_interval/1m/g; s/\$instance/.*/g' > queries
sed -n '/^```promql$/,/^```$/{/^```/!p}' "$project/docs/fleet.md" >> queries
while read -r line; do
	query "$line" > result.json
	echo "$(jq length result.json) results: $line"
done < queries
[[ $(wc -l < queries) -ge 12 ]] || fail "the queries of the dashboard and of the document"
[[ $(query "$(jq -r '.panels[0].targets[0].expr' "$contrib/skbclone-dashboard.json" | sed 's/\$__rate_interval/1m/g; s/\$instance/.*/g')" | jq length) -ge 2 ]] ||
	fail "the two causes in the first panel"
for name in one two; do
	stop $name
	equal "the status of $name" $status 0
done
