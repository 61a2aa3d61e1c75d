# The report of recorded rows: each of its numbers is that of the rows, it is valid HTML with
# nothing but text in its names, and it stays small. Folded stacks add up.
command -v python3 >/dev/null && command -v tidy >/dev/null || exit 77
report=$here/../report

cp "$here"/../data/rows/*.json .
for kind in forty hostile busy why count; do
	python3 "$report/made.py" $kind > $kind.json
done
for recorded in *.json; do
	name=${recorded%.json}
	"$BUILD/rows" html < "$recorded" > "$name.html"
	python3 "$report/adds_up.py" "$name.html" "$recorded" > adds_up.out || fail "the numbers of $name"
	tidy -q -e --drop-empty-elements no "$name.html" 2> tidy.err || true
	equal "what tidy says of $name" "$(cat tidy.err)" ""
	contains "$name.html" "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\""
	! grep -qiE '<script|javascript:|url\(|@import|http:' "$name.html" || fail "a page that loads and runs nothing: $name"
	# The tool does not change the rows, so what was compared is what was recorded.
	"$BUILD/rows" json < "$recorded" | diff - "$recorded" > diff.out || [[ $name =~ hostile|forty|busy|why|count ]] || fail "the same rows"
done

for name in curl tcpdump forty hostile busy why; do
	"$BUILD/rows" folded < $name.json > $name.folded
	equal "the sum of the stacks of $name" "$(awk '{ sum += $NF } END { print sum }' $name.folded)" \
		"$(tail -n 1 $name.json | grep -oP '"shown": ?\K[0-9]+')"
	! grep -vE '^[^ ]+ [0-9]+$' $name.folded || fail "a stack without spaces, and its number"
done
grep -q '^\[softirq\];' forty.folded || fail "work of interrupts under [softirq]"

# A million calls: 30 000, 34 times. Of the 32 MB the recorded rows take 5.
python3 - "$BUILD/rows" <<-END
	import resource, subprocess, sys
	with open("busy.json") as rows, open("flood.html", "w") as page:
	    subprocess.run([sys.argv[1], "-r", "34", "html"], stdin=rows, stdout=page, check=True)
	sys.exit(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >= 32 * 1024)
END
[[ $(stat -c %s flood.html) -lt 5000000 ]] || fail "a report under 5 MB"
equal "the calls of the flood" "$(grep -oP "class='mark' data-calls='\K[0-9]+" flood.html | awk '{ sum += $1 } END { print sum }')" 1020000

# In the reader's language.
locale -a > locales
if grep -qi '^zh_CN\.utf-\?8$' locales; then
	LC_ALL=zh_CN.UTF-8 "$BUILD/rows" -l html < tcpdump.json > chinese.html
	contains chinese.html "<html lang='zh-CN'>"
	contains chinese.html '时序图'
	python3 "$report/adds_up.py" chinese.html tcpdump.json > adds_up.out || fail "the numbers in Chinese"
fi
