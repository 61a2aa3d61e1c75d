# The page for teachers: its commands print what it says, of a recorded run of the exercise.
command -v jq >/dev/null && command -v python3 >/dev/null || exit 77
steps=$here/../lab/steps
docs=$here/../../docs

mkdir anna bert
cp "$here/../data/rows/lossy.json" calls.json
cp "$here/../data/rows/lossy.json" anna/calls.json
cp "$here/../data/rows/curl.json" bert/calls.json
"$steps" list grade "$docs/teaching.md" >grade.sh
bash grade.sh >result.out
for page in teaching.md teaching.zh-CN.md; do
	cp "$docs/$page" .
	"$steps" update result.out "$page"
	diff "$docs/$page" "$page" >diff.out || fail "the output in docs/$page"
	"$steps" check "$page" result.out >check.out || fail "the commands in docs/$page to succeed"
done
"$steps" same "$docs/teaching.md" "$docs/teaching.zh-CN.md" || fail "the same commands in both languages"
