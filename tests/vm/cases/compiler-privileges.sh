# title: before the compiler reads anything, it has no capability, and can gain none
# needs: strace
mkdir bin
cp "$BUILD/skbclone" bin/
cat > bin/skbclone-cc <<-END
	#!/bin/sh
	exec strace -o '$PWD/calls' '$BUILD/skbclone-cc' "\$@"
END
chmod +x bin/skbclone-cc
BUILD=$PWD/bin
"$BUILD/skbclone" count --no-cache -q -- true >run.out 2>run.err
sed '/^read(0, /,$d' calls > before
contains before 'prctl(PR_SET_NO_NEW_PRIVS, 1'
contains before '{effective=0, permitted=0, inheritable=0}) = 0'
