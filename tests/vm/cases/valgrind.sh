# title: a whole run under valgrind: no error, and no memory lost
# variants: perf-output trace-fields count why
# needs: valgrind
options=(-P -f json)
# valgrind searches the rings for pointers whenever a process ends. So they are small here.
[[ $VARIANT != perf-output ]] || options+=(-w -s -b 32)
"$BUILD/skbclone" $VARIANT "${options[@]}" -q -d 0.01 >/dev/null # fills the cache
: >run.err
valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
	--suppressions="$(dirname "${BASH_SOURCE[0]}")/../valgrind.supp" \
	"$BUILD/skbclone" $VARIANT "${options[@]}" >run.out 2>run.err &
pid_of[run]=$!
await ready run
"$BUILD/workload" 200 2
# Under valgrind the first rows take longer than the limit of the drain.
[[ $VARIANT == count || $VARIANT == why ]] || await grep -q '"count":200[,}]' run.out
stop run
cat run.err
equal "the status" $status 0
contains run.out '"calls":200,"shown":200,"lost":0'
