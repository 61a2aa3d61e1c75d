# title: without linux-headers, in a hostile directory and environment: the same program, and no file is touched
[[ ! -e /lib/modules/$(uname -r)/build ]] || mount -t tmpfs tmpfs "$(readlink -f "/lib/modules/$(uname -r)/build")"
mkdir -p linux path up evil
echo '#error this header was taken from the current directory' | tee linux/sched.h linux/types.h >/dev/null
echo keep | tee path/file up/file >/dev/null
for name in modprobe tar rm sh xz clang; do
	printf '#!/bin/sh\ntouch %s/ran-%s\n' "$PWD" $name > evil/$name
	chmod +x evil/$name
done
mkdir -p headers/include/linux
echo '#error BCC_KERNEL_SOURCE was obeyed' > headers/include/linux/kconfig.h
BCC_KERNEL_SOURCE=$PWD/headers BCC_LINUX_VERSION_CODE=1 BCC_KERNEL_MODULES_SUFFIX=x ARCH=mips TMPDIR=$PWD/evil \
	LLVM_DEBUG=1 PATH=$PWD/evil:$PATH start run perf-output --no-cache
"$BUILD/workload" 100
await has_rows run 100
stop run
equal "the status" $status 0
counts_run run 100
equal "what ran" "$(find . -name 'ran-*')" ""
equal "what is in path and up" "$(cat path/file up/file)" "keep
keep"
