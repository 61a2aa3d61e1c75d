# title: selftest: every count is exact; a program that miscounts is reported
"$BUILD/skbclone" selftest > test.out 2> test.err
equal "what it says" "$(cat test.out test.err)" "ok   trace-fields expected 10007, counted 10007
ok   perf-output  expected 10007, counted 10007
ok   count        expected 10007, counted 10007
ok   why          expected 4, counted 4 (tcp-connect, tcp-data and tcp-close of a connection, by __tcp_transmit_skb in task)"

# These programs leave out some of the calls.
rm -rf /var/cache/skbclone
edited 's/if (!call_matches())/if (!call_matches() || bpf_ktime_get_ns() \& 1024)/'
status=0
"$BUILD/skbclone" selftest > test.out 2> test.err || status=$?
equal "the status of a tool that miscounts" $status 1
# By chance all four calls of why may be among those that are left.
equal "its verdicts" "$(grep -v ' why ' test.out | cut -d ' ' -f 1 | sort -u)" FAIL
rm -rf /var/cache/skbclone
