# skbclone itself has no LLVM in it.
ldd "$BUILD/skbclone" > ldd.out
contains ldd.out libbcc_bpf
! grep -E 'LLVM|clang|libbcc\.so' ldd.out || fail "no compiler among its libraries"
