# Every message has a Chinese translation. Machine formats and program texts are never
# translated.
command -v msgfmt >/dev/null || exit 77
po=$here/../../po
"$po/extract" "$PWD/messages.pot"
for language in "$po"/*.po; do
	msgcmp "$language" messages.pot 2>cmp.err || fail "every message in $language"
	msgfmt --check-format -o /dev/null "$language"
done

locale -a >locales
grep -qi '^zh_CN\.utf-\?8$' locales || exit 77
export LANG=zh_CN.UTF-8 LC_ALL=
try count -d 0
equal "the status" $status 2
contains run.err 'skbclone: --duration: 应为大于 0 的秒数，得到的是“0”'
contains run.err '提示：skbclone count --help 会列出各个选项'
try perf-output --help
contains run.out '每个进程单独计数'
contains run.out '只看这个进程'
# Lines are as wide as they look: a Chinese character is two columns wide, and three bytes long.
for subcommand in trace-fields perf-output count why doctor selftest; do
	try $subcommand --help
	contains run.out "用法：skbclone $subcommand [OPTION...]"
	[[ $(LC_ALL=C.UTF-8 wc -L <run.out) -le 79 ]] || fail "no line of $subcommand --help wider than 79 columns"
done
try why --help
contains run.out '--color=WHEN           颜色：auto（默认，只在终端上）、always 或 never'
contains run.out '  skbclone why -- curl -sO http://...  curl 以及它启动的进程为什么调用'
try --help
contains run.out '用法：'
try doctor
contains run.out '正常'
contains run.out '不需要内核头文件'
try doctor -f json
! grep -P '[^\x00-\x7f]' run.out || fail "no translation in a machine format"
try perf-output --print-program
cp run.out chinese.out
LC_ALL=C.UTF-8 try perf-output --print-program
cmp chinese.out run.out

# A translation is a format for printf(3). So none is read from a directory that the
# environment names.
mkdir -p evil/LC_MESSAGES
sed 's/会列出各个选项/%s%s%s%n/' "$po/zh_CN.po" | msgfmt -o evil/LC_MESSAGES/skbclone.mo -
LANGUAGE=../../../../../../../../..$PWD/evil try count -d 0
contains run.err 'hint: skbclone count --help lists the options'
LOCPATH=$PWD/evil try count -d 0
contains run.err '提示：skbclone count --help 会列出各个选项'

# Messages are converted to the character set of the locale, by code that the C library
# loads. It is not loaded from a directory that the environment names.
if command -v gcc >/dev/null && grep -qix zh_CN.GBK locales; then
	cat >evil/evil.c <<-END
		#include <fcntl.h>
		__attribute__((constructor)) static void run(void) { creat("$PWD/evil/ran", 0600); }
	END
	gcc -shared -fPIC -o evil/evil.so evil/evil.c
	printf 'module INTERNAL %s evil 1\n' GBK// GB18030// >evil/gconv-modules
	LANG=zh_CN.GBK GCONV_PATH=$PWD/evil timeout 30 "$BUILD/skbclone" count -d 0 2>run.err || status=$?
	[[ ! -e evil/ran ]] || fail "no foreign code to be loaded"
	equal "the status" $status 2
fi
