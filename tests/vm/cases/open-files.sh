# title: with too few open files, whichever file fails: one line with a hint, and nothing is left
# variants: perf-output trace-fields count
"$BUILD/skbclone" $VARIANT -q -d 0.01 # fills the cache
refused=0
for limit in $(seq 6 60); do # bash needs five for itself
	status=0
	(ulimit -n $limit; exec "$BUILD/skbclone" $VARIANT -q -d 0.01 -- true) >run.out 2>run.err || status=$?
	[[ $status != 0 ]] || break
	[[ $status == 1 || $status == 3 ]] || fail "status 1 or 3 with $limit files, it is $status"
	grep -q '^skbclone: .*: Too many open files' run.err || fail "a reason with $limit files"
	contains run.err 'hint: raise the limit of open files'
	refused=$((refused + 1))
	expect_nothing_left
done
echo "refused with up to $((limit - 1)) files"
[[ $refused -gt 5 && $status == 0 ]] || fail "refusals, and then a run"
