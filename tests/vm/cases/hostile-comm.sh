# title: a comm with control bytes, brackets or a forged loss is escaped, and forges nothing
start perf perf-output
start trace trace-fields
"$BUILD/workload" 1 1 $'\e[2J\e[31m'
"$BUILD/workload" 1 1 $'a\nb-1 [000] d'
"$BUILD/workload" 1 1 'CPU:0 [LOST 9 E'
"$BUILD/workload" 1 1 $'q"\\\x80'
"$BUILD/workload" 1 1 $'\xe2\x80\xaetxt'
for name in perf trace; do
	await has_rows $name 5
	stop $name
	summary_is $name 5 5
	equal "the rows of $name" "$(rows $name)" 5
	contains $name.out ' \x1b[2J\x1b[31m '
	contains $name.out ' a\x0ab-1 [000] d '
	contains $name.out ' CPU:0 [LOST 9 E '
	contains $name.out ' q"\x5c\x80 '
	contains $name.out ' \xe2\x80\xaetxt '
	equal "bytes that are not printable" "$(tr -d '\n -~' < $name.out | wc -c)" 0
done
