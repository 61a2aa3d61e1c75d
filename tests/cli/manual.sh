# The manual and the completions have exactly the subcommands and options of --help.
top=$here/../..
words() { # print the long options that are on stdin
	grep -oE -- '--[a-z][a-z-]*[a-z]' | sort -u
}
try --help
subcommands=$(sed -n 's/^  \([a-z-]*\) .*/\1/p' run.out | grep -v skbclone)
for subcommand in $subcommands; do
	"$BUILD/skbclone" "$subcommand" --help
done > all-help.out
sed 's/^  *\(-., \)\?\(--[a-z-]*\).*/OPTION \2/' all-help.out | sed -n 's/^OPTION //p' | words > options
equal "the number of options, which is more than a few" "$([[ $(wc -l < options) -gt 15 ]] && echo yes)" yes

sed 's/\\-/-/g' "$BUILD/skbclone.8" > manual
equal "the options of the manual" "$(grep -E '^\.(BR|B) -' manual | words)" "$(cat options)"
equal "the version in the manual" "$(sed -n 's/^\.TH .*"\(skbclone [0-9.]*\)".*/\1/p' manual)" \
	"$("$BUILD/skbclone" --version)"
for subcommand in $subcommands; do
	grep -qx "\.B $subcommand" manual || fail "$subcommand in the manual"
	for file in skbclone _skbclone skbclone.fish; do
		grep -qw -- "$subcommand" "$BUILD/completions/$file" || fail "$subcommand in $file"
	done
done
equal "the options in bash's completion" "$(sed -n "s/^\toptions\[[a-z-]*\]='//p" "$BUILD/completions/skbclone" | words)" "$(cat options)"
equal "the options in zsh's completion" "$(words < "$BUILD/completions/_skbclone")" "$(cat options)"
equal "the options in fish's completion" \
	"$(grep '^complete' "$BUILD/completions/skbclone.fish" | grep -oE -- ' -l [a-z-]+' | sed 's/ -l /--/' | sort -u)" "$(cat options)"

# The completions that bash offers.
offers() { # WORD...: print the completions of the last WORD
	bash -c '. "$1"; shift; COMP_WORDS=(skbclone "$@"); COMP_CWORD=$#; _skbclone; printf "%s " "${COMPREPLY[@]}"' \
		offers "$BUILD/completions/skbclone" "$@"
}
equal "what bash offers" "$(offers p)" "perf-output "
equal "what bash offers" "$(offers count --in)" "--interval "
equal "what bash offers" "$(offers perf-output --in)" " "
equal "what bash offers" "$(offers doctor -f '')" "table json "
equal "what bash offers" "$(offers why --probe '')" "kprobe fentry "
if command -v man >/dev/null; then
	MANROFFSEQ='' MANWIDTH=80 man --warnings -E UTF-8 -l "$BUILD/skbclone.8" >man.out 2>man.err
	equal "the formatter's warnings" "$(cat man.err)" ""
	contains man.out 'EXIT STATUS'
fi
! command -v zsh >/dev/null || zsh -n "$BUILD/completions/_skbclone"
! command -v fish >/dev/null || fish --no-execute "$BUILD/completions/skbclone.fish"

# Both languages of the lab's document have the same commands. So do those of the README.
"$top/tests/lab/steps" same "$top/docs/lab.md" "$top/docs/lab.zh-CN.md" || fail "the same commands in both languages"
shown() { # FILE: print its code blocks, without comments
	sed -n '/^```/,/^```/p' "$1" | sed 's/ *#.*//'
}
equal "what README.zh-CN.md shows" "$(shown "$top/README.zh-CN.md")" "$(shown "$top/README.md")"
