# skbclone builds and runs with a BCC that was built from source and installed under
# /usr/local. The test copies the packaged files to such a prefix.
pkg-config --exists libbcc || exit 77
prefix=$PWD/usr/local
from=$(pkg-config --variable=libdir libbcc)
mkdir -p "$prefix/include" "$prefix/lib/pkgconfig"
cp -r "$(pkg-config --variable=includedir libbcc)/bcc" "$prefix/include/"
cp -a "$from"/libbcc.so* "$from"/libbcc_bpf.so* "$prefix/lib/"
sed "s,^prefix=.*,prefix=$prefix,; s,^libdir=.*,libdir=$prefix/lib," \
	"$(pkg-config --variable=pcfiledir libbcc)/libbcc.pc" > "$prefix/lib/pkgconfig/libbcc.pc"

configure() { # DIRECTORY: expect it to find all of BCC below the prefix
	local library
	cmake -S "$here/../.." -B "$1" -D CMAKE_PREFIX_PATH="$prefix" -D BUILD_TESTING=OFF >cmake.out 2>cmake.err ||
		fail "cmake to find it"
	for library in BCC_LIBRARY BCC_BPF_LIBRARY BCC_INCLUDE_DIR; do
		grep -q "^$library:.*=$prefix/" "$1/CMakeCache.txt" ||
			fail "$library below the prefix: $(grep "^$library" "$1/CMakeCache.txt")"
	done
}
configure shared # also if there is an archive elsewhere

# From 0.26 on the archive is installed as well. BCC's own libbpf is in it.
if [[ -e $from/libbcc_bpf.a && -e $from/libbpf.a ]]; then
	ar -M <<-END
		create $prefix/lib/libbcc_bpf.a
		addlib $from/libbcc_bpf.a
		addlib $from/libbpf.a
		save
		end
	END
fi
configure built
cmake --build built -j "$(nproc)" >build.out 2>build.err || fail "it to build"
BUILD=$PWD/built
ldd built/skbclone > ldd.out
! { [[ -e $prefix/lib/libbcc_bpf.a ]] && grep libbpf ldd.out; } || fail "no second libbpf"
try doctor -f json
grep '"check":"libbcc","status":"ok"' run.out | grep -qF "$prefix/lib/libbcc.so" || fail "the compiler to use it"
