# title: selftest: every count is exact; a program that miscounts is reported
# limit: 200
"$BUILD/skbclone" selftest > test.out 2> test.err
equal "what it says" "$(cat test.out test.err)" "ok   trace-fields expected 10007, counted 10007
ok   perf-output  expected 10007, counted 10007
ok   count        expected 10007, counted 10007"

# These programs leave out some of the calls.
rm -rf /var/cache/skbclone
edited 's/if (!call_matches())/if (!call_matches() || bpf_ktime_get_ns() \& 1024)/'
status=0
"$BUILD/skbclone" selftest > test.out 2> test.err || status=$?
equal "the status of a tool that miscounts" $status 1
equal "its verdicts" "$(cut -d ' ' -f 1 test.out | sort -u)" FAIL
rm -rf /var/cache/skbclone
