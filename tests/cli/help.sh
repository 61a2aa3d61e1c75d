# Help and version go to stdout, with status 0. The help of each tracing subcommand has
# examples.
try --version
equal "the status" $status 0
grep -qxE 'skbclone [0-9]+\.[0-9]+\.[0-9]+' run.out || fail "a version"
for arguments in --help -h help 'help perf-output' 'perf-output --help' 'perf-output -h' \
	'trace-fields --help' 'help trace-fields' 'count -hu' 'count --help' 'help count' 'doctor --help' 'help doctor' 'selftest --help'; do
	# shellcheck disable=SC2086 # words
	try $arguments
	equal "the status of: $arguments" $status 0
	equal "stderr of: $arguments" "$(cat run.err)" ""
	contains run.out 'Usage: skbclone'
done
for variant in trace-fields perf-output count why; do
	try $variant --help
	contains run.out "Usage: skbclone $variant"
	equal "its examples" "$(grep -c "^  skbclone $variant" run.out)" 3
	try $variant -V
	grep -qxE 'skbclone [0-9]+\.[0-9]+\.[0-9]+' run.out || fail "a version"
done
[[ $(awk 'length > 80' run.out) == "" ]] || fail "no line longer than 80 characters"
status=0
"$BUILD/skbclone" --help >/dev/full 2>run.err || status=$?
equal "the status with a full disk" $status 1
