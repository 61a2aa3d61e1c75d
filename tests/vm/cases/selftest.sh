# title: selftest: counts are exact and causes right; a program that miscounts or misreads, and a wrong table, are reported
replayed
"$BUILD/skbclone" selftest > test.out 2> test.err
equal "what it says" "$(cat test.out test.err)" "ok   trace-fields expected 10007, counted 10007
ok   perf-output  expected 10007, counted 10007
ok   count        expected 10007, counted 10007
ok   why          expected 7, counted 7 (tcp-connect, tcp-data, tcp-close, udp-multicast, netlink-broadcast, capture-transmit)"

real=$BUILD
test_edited() { # SCRIPT: selftest's verdict on programs that are edited so
	rm -rf bin /var/cache/skbclone # the cache does not know of the editing
	BUILD=$real
	edited "$1"
	fails_selftest
}
fails_selftest() {
	local status=0
	"$BUILD/skbclone" selftest > test.out 2> test.err || status=$?
	equal "the status of a test that failed" $status 1
}
counts_are() { # VERDICT: of the three counts
	equal "the counts" "$(grep -v ' why ' test.out | cut -d ' ' -f 1 | sort -u)" "$1"
}
why_is() { # REST: of the line
	equal "the line of why" "$(grep ' why ' test.out | tr -s ' ')" "FAIL why expected 7, $1"
}

# These programs leave out some of the calls.
test_edited 's/if (!call_matches(process))/if (!call_matches(process) || bpf_ktime_get_ns() \& 1024)/'
counts_are FAIL
grep -q 'FAIL why .* has [0-9]* of [0-9]*: ' test.out || { cat test.out; fail "the first expectation that failed"; }

# These do not read the flags of TCP that the packet shows.
test_edited 's/packet->tcp_flags = .*;/;/'
counts_are ok
why_is "counted 7 (perf-output -w has 0 of 1: tcp-connect in task, tcp 127.0.0.1 2001 127.0.0.1 2002 S 0 socket -)"

# A table of causes that does not know who opens a connection.
rm -rf bin/skbclone-cc /var/cache/skbclone
cp "$real/skbclone-cc" bin/
LC_ALL=C sed -i 's/tcp_connect\x00/tcp_konnect\x00/' bin/skbclone
fails_selftest
counts_are ok
why_is "counted 6 (why has 0 of 1: tcp-connect in task)"
rm -rf /var/cache/skbclone
