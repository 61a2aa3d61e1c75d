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
cmake -S "$here/../.." -B built -D CMAKE_PREFIX_PATH="$prefix" -D BUILD_TESTING=OFF >cmake.out 2>cmake.err || fail "cmake to find it"
cmake --build built -j "$(nproc)" >build.out 2>build.err || fail "it to build"
for library in BCC_LIBRARY BCC_BPF_LIBRARY BCC_INCLUDE_DIR; do
	grep -q "^$library:.*=$prefix/" built/CMakeCache.txt || fail "$library below the prefix: $(grep "^$library" built/CMakeCache.txt)"
done
BUILD=$PWD/built
try doctor -f json
grep '"check":"libbcc","status":"ok"' run.out | grep -qF "$prefix/lib/libbcc.so" || fail "the compiler to use it"
