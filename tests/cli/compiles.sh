# skbclone-cc compiles both programs here and now: without linux-headers, root
# or any contact with the kernel's BPF.
headers=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../programs/kernel" && pwd)
for variant in trace-fields perf-output; do
	"$BUILD/skbclone" $variant --print-program | "$BUILD/skbclone-cc" "$headers" -g0 >object.out 2>cc.err ||
		fail "$variant to compile"
	equal "what the object begins with" "$(head -c 7 object.out)" skbobj1
	equal "what the compiler says" "$(cat cc.err)" ""
done
status=0
echo 'int f(void) { return oops; }' | "$BUILD/skbclone-cc" "$headers" -g0 >object.out 2>cc.err || status=$?
equal "the status of an error" $status 1
contains cc.err "use of undeclared identifier 'oops'"
equal "the object" "$(cat object.out)" ""
