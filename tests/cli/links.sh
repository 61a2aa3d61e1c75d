# skbclone itself does not link LLVM.
ldd "$BUILD/skbclone" > ldd.out
contains ldd.out libbpf
! grep -E 'LLVM|clang|libbcc\.so' ldd.out || fail "no compiler among its libraries"
# Nor the parts of libbcc in C++, if its archive is there to take the rest from.
archive=$(pkg-config --variable=libdir libbcc)/libbcc_bpf.a
! { [[ -e $archive ]] && grep 'libstdc++' ldd.out; } || fail "no C++ library among them"
