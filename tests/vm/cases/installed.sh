# title: skbclone works from a DESTDIR of cmake --install: it finds its compiler and messages; the manual is there
# needs: cmake
DESTDIR=$PWD/dest install_build
[[ -r dest/usr/local/share/man/man8/skbclone.8 ]] || fail "the manual"
BUILD=$PWD/dest/usr/local/sbin
[[ ! -e $BUILD/skbclone-cc ]] || fail "the compiler to be elsewhere"
serve
start run perf-output --no-cache -- curl -s -o fetched "$URL"
ended run
equal "the status" $status 0
grep -q ' curl ' run.out || fail "curl's calls"
status=0
LANG=zh_CN.UTF-8 LC_ALL='' "$BUILD/skbclone" count -d 0 2>chinese.err || status=$?
equal "the status" $status 2
locale -a | grep -qi '^zh_CN\.utf-\?8$' && contains chinese.err '提示：'
pkill -x busybox
