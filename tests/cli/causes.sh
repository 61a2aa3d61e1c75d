# The table of causes: printed without root, whole, and the same in docs/causes.md.
try why --list-causes
equal "the status" $status 0
equal "stderr" "$(cat run.err)" ""
equal "the first words" "$(grep -v '^ ' run.out | awk '{ print $1 }' | sort | head -n 3 | tr '\n' ' ')" 'batman bluetooth bond-broadcast '
[[ $(grep -vc '^ ' run.out) -gt 60 ]] || fail "more than 60 causes"
grep -qE '^tcp-retransmit +attention +TCP sends a segment again' run.out || fail "a class and a sentence"
contains run.out '__tcp_transmit_skb<tcp_connect'
contains run.out 'can_raw:raw_rcv'
equal "the table in docs/causes.md (build/describe causes makes it)" \
	"$(grep '^|' "$here/../../docs/causes.md")" "$("$BUILD/describe" causes <<<'@options@')"
